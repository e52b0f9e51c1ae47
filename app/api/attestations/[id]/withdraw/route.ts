import { localViewer } from "#lib/auth/viewer.ts";
import { withdrawNow } from "#lib/queries/attestation-requests.ts";
import { refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  return refuseForeign(request) ?? respond(async () => withdrawNow(localViewer, (await params).id));
}
