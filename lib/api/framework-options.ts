import type { FrameworkDto, FrameworksDto } from "./dto/frameworks.ts";
import { pathQuery } from "./path-query.ts";

function limited(path: string, account: string | null): string {
  return account === null ? path : `${path}?account=${account}`;
}

export const frameworksOptions = (account: string | null, asOf: string | null) =>
  pathQuery<FrameworksDto>(limited("/api/frameworks", account), asOf);
export const frameworkOptions = (framework: string, account: string | null, asOf: string | null) =>
  pathQuery<FrameworkDto>(limited(`/api/frameworks/${encodeURIComponent(framework)}`, account), asOf);
