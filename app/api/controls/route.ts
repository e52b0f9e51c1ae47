import { localViewer } from "#lib/auth/viewer.ts";
import { listControls } from "#lib/queries/controls.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listControls(localViewer, momentOf(request)));
}
