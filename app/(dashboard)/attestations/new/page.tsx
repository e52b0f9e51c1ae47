import type { Metadata } from "next";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { OnlyNowState } from "#components/time/only-now-state.tsx";
import { attestationsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listAttestations } from "#lib/queries/attestations.ts";
import { present } from "#lib/queries/moment.ts";
import { NewAttestationView } from "./new-attestation-view.tsx";

export const metadata: Metadata = { title: "Record an attestation" };

export default async function NewAttestationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { control, asOf } = await searchParams;
  if (asOf !== undefined) return <OnlyNowState what="An attestation is recorded" />;
  return (
    <Seeded query={attestationsOptions(null)} data={await listAttestations(localViewer, present())}>
      <NewAttestationView control={typeof control === "string" ? control : ""} />
    </Seeded>
  );
}
