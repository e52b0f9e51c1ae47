import { localViewer } from "#lib/auth/viewer.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";
import { collectNow } from "#lib/queries/run-requests.ts";
import { listRuns } from "#lib/queries/runs.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => listRuns(localViewer));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(() => collectNow(localViewer));
}
