import { parseFindingsFilter } from "#lib/api/filters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFindings } from "#lib/queries/findings.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () =>
    listFindings(localViewer, momentOf(request), parseFindingsFilter(new URL(request.url).searchParams)),
  );
}
