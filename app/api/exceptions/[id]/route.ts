import { localViewer } from "#lib/auth/viewer.ts";
import { getException } from "#lib/queries/exception.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return respond(async () => getException(localViewer, (await params).id));
}
