import type { RoadmapDto } from "./dto/roadmap.ts";
import { pathQuery } from "./path-query.ts";
import { type ScopeChoice, withScope } from "./scope-parameters.ts";

export const roadmapOptions = (scope: ScopeChoice, asOf: string | null) =>
  pathQuery<RoadmapDto>(withScope("/api/roadmap", scope), asOf);
