import { localViewer } from "#lib/auth/viewer.ts";
import { listControls } from "#lib/queries/controls.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => listControls(localViewer));
}
