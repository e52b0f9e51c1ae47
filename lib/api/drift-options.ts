import { type DriftFilter, driftSearchParams } from "./drift-filter.ts";
import type { DriftDto } from "./dto/drift.ts";
import { pathQuery } from "./path-query.ts";

export const driftOptions = (filter: DriftFilter, asOf: string | null) =>
  pathQuery<DriftDto>(`/api/drift?${driftSearchParams(filter)}`, asOf);
