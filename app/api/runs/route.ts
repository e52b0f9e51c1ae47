import { localViewer } from "#lib/auth/viewer.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";
import { collectNow } from "#lib/queries/run-requests.ts";
import { listRuns } from "#lib/queries/runs.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listRuns(localViewer, momentOf(request)));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(() => collectNow(localViewer));
}
