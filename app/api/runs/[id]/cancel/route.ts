import { localViewer } from "#lib/auth/viewer.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";
import { cancelRunNow } from "#lib/queries/run-requests.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return (
    refuseForeign(request) ??
    respond(async () => ((await cancelRunNow(localViewer, (await params).id)) ? { cancelled: true } : null))
  );
}
