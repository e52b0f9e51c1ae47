import { localViewer } from "#lib/auth/viewer.ts";
import { respond } from "#lib/queries/respond.ts";
import { getRun } from "#lib/queries/run.ts";

export const dynamic = "force-dynamic";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getRun(localViewer, (await params).id));
}
