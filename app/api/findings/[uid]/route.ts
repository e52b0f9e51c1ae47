import { localViewer } from "#lib/auth/viewer.ts";
import { getFinding } from "#lib/queries/finding.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request, { params }: { params: Promise<{ uid: string }> }) {
  return respond(async () => getFinding(localViewer, momentOf(request), (await params).uid));
}
