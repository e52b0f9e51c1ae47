import { localViewer } from "#lib/auth/viewer.ts";
import { withdrawIncidentNow } from "#lib/queries/incident-requests.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return refuseForeign(request) ?? respond(async () => withdrawIncidentNow(localViewer, (await params).id));
}
