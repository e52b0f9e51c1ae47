import { parseDriftFilter } from "#lib/api/drift-filter.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getDrift } from "#lib/queries/drift.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    getDrift(localViewer, momentOf(request), parseDriftFilter(new URL(request.url).searchParams)),
  );
}
