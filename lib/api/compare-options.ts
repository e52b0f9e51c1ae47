import { type CompareFilter, compareSearchParams } from "./compare-filter.ts";
import type { CompareDto, RecentChangesDto } from "./dto/compare.ts";
import { pathQuery } from "./path-query.ts";

export const compareOptions = (filter: CompareFilter, asOf: string | null) =>
  pathQuery<CompareDto>(`/api/compare?${compareSearchParams(filter)}`, asOf);
export const recentChangesOptions = (asOf: string | null) =>
  pathQuery<RecentChangesDto>("/api/compare/recent", asOf);
