import type { Metadata } from "next";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { attestationsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { NewAttestationView } from "./new-attestation-view.tsx";

export const metadata: Metadata = { title: "Record an attestation" };

export default async function NewAttestationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { control } = await searchParams;
  return (
    <Seeded query={attestationsOptions()} data={await listAttestations(localViewer)}>
      <NewAttestationView control={typeof control === "string" ? control : ""} />
    </Seeded>
  );
}
