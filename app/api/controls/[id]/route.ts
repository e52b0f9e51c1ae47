import { localViewer } from "#lib/auth/viewer.ts";
import { getControl } from "#lib/queries/control.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getControl(localViewer, (await params).id));
}
