import { parseMetricFilter } from "#lib/api/metric-filter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { isMeasuredMetric } from "#lib/metrics/measurement.ts";
import { getMetricPage } from "#lib/queries/metric.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request, { params }: { params: Promise<{ metric: string }> }) {
  return respond(async () => {
    const { metric } = await params;
    if (!isMeasuredMetric(metric)) return null;
    const filter = parseMetricFilter(new URL(request.url).searchParams);
    return getMetricPage(localViewer, momentOf(request), metric, filter);
  });
}
