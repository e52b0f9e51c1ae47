import { localViewer } from "#lib/auth/viewer.ts";
import { attest } from "#lib/queries/attestation-requests.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { momentOf } from "#lib/queries/moment.ts";
import { readJson, refuseForeign, respond } from "#lib/queries/respond.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request) {
  return respond(async () => listAttestations(localViewer, momentOf(request)));
}

export function POST(request: Request) {
  return refuseForeign(request) ?? respond(async () => attest(localViewer, await readJson(request)));
}
