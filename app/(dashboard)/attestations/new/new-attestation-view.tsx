"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { AttestationForm } from "#components/attestations/attestation-form.tsx";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { accountsOptions, attestationsOptions } from "#lib/api/query-options.ts";

export function NewAttestationView({ control }: { control: string }) {
  const router = useRouter();
  const { data } = useQuery(attestationsOptions(null));
  const accounts = useQuery({ ...accountsOptions(null), throwOnError: false });
  if (data === undefined) return null;
  const known = data.controls.some(({ id }) => id === control);
  return (
    <>
      <PageHeader title="Record an attestation" parent={{ href: "/attestations", label: "Attestations" }} />
      <Panel
        title="Somebody's word"
        note="A record: it is never edited, and expires by itself. Then the control is unknown again."
      >
        <AttestationForm
          control={known ? control : (data.controls[0]?.id ?? "")}
          choices={{ controls: data.controls, accounts: accounts.data?.accounts ?? [] }}
          onTaken={() => router.push("/attestations")}
        />
      </Panel>
    </>
  );
}
