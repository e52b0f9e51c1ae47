import { localViewer } from "#lib/auth/viewer.ts";
import { attest } from "#lib/queries/attestation-requests.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { readJson, refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET() {
  return respond(() => listAttestations(localViewer));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(async () => attest(localViewer, await readJson(request)));
}
