import { parseCompareFilter } from "#lib/api/compare-filter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { compareMoments } from "#lib/queries/compare.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => {
    const moment = momentOf(request);
    const filter = parseCompareFilter(new URL(request.url).searchParams, moment.at);
    return compareMoments(localViewer, moment, filter);
  });
}
