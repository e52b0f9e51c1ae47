import type { MetricPageDto, PrincipalDto } from "./dto/metrics.ts";
import { type MetricFilter, metricSearchParams } from "./metric-filter.ts";
import { pathQuery } from "./path-query.ts";

export const metricOptions = (metric: string, filter: MetricFilter, asOf: string | null) =>
  pathQuery<MetricPageDto>(`/api/metrics/${encodeURIComponent(metric)}?${metricSearchParams(filter)}`, asOf);

export const principalOptions = (arn: string, asOf: string | null) =>
  pathQuery<PrincipalDto>(`/api/principal?${new URLSearchParams({ arn })}`, asOf);
