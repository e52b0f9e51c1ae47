import { localViewer } from "#lib/auth/viewer.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { readJson, refuseForeign, respond } from "#lib/queries/respond.ts";
import { listTargets } from "#lib/queries/target-list.ts";
import { setTargetNow } from "#lib/queries/target-requests.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listTargets(localViewer, momentOf(request)));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(async () => setTargetNow(localViewer, await readJson(request)));
}
