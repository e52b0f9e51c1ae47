import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { metricWords } from "#components/metrics/words.ts";
import { NothingCollected } from "#components/shell/states.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { parseMetricFilter } from "#lib/api/metric-filter.ts";
import { metricOptions } from "#lib/api/metric-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { isMeasuredMetric } from "#lib/metrics/measurement.ts";
import { getFreshness } from "#lib/queries/freshness.ts";
import { getMetricPage } from "#lib/queries/metric.ts";
import { MetricView } from "./metric-view.tsx";

interface Props {
  readonly params: Promise<{ metric: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { metric } = await params;
  return { title: isMeasuredMetric(metric) ? metricWords[metric].name : "Metric" };
}

export default async function MetricPage({ params, searchParams }: Props) {
  const { metric } = await params;
  if (!isMeasuredMetric(metric)) notFound();
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const filter = readFilter(given, parseMetricFilter);
  if (filter instanceof BadFilter)
    return (
      <BadFilterState
        message={filter.message}
        href={`/metrics/${metric}`}
        label="Show the whole Organization"
      />
    );
  const page = await getMetricPage(localViewer, time.moment, metric, filter);
  if (page === null) {
    const freshness = await getFreshness(localViewer, time.moment);
    if (freshness.lastRunAt === null) return <NothingCollected freshness={freshness} />;
    notFound();
  }
  return (
    <Seeded query={metricOptions(metric, filter, time.asOf)} data={page}>
      <MetricView metric={metric} />
    </Seeded>
  );
}
