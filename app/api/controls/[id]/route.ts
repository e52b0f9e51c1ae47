import { localViewer } from "#lib/auth/viewer.ts";
import { getControl } from "#lib/queries/control.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getControl(localViewer, momentOf(request), (await params).id));
}
