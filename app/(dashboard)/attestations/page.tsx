import type { Metadata } from "next";
import { Seeded } from "#app/seeded.tsx";
import { attestationsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { AttestationsView } from "./attestations-view.tsx";

export const metadata: Metadata = { title: "Attestations" };

export default async function AttestationsPage() {
  return (
    <Seeded query={attestationsOptions()} data={await listAttestations(localViewer)}>
      <AttestationsView />
    </Seeded>
  );
}
