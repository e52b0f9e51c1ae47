"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { IncidentForm } from "#components/incidents/incident-form.tsx";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { accountsOptions } from "#lib/api/query-options.ts";

export function NewIncidentView() {
  const router = useRouter();
  const { data } = useQuery({ ...accountsOptions(null), throwOnError: false });
  return (
    <>
      <PageHeader title="Record an incident" parent={{ href: "/incidents", label: "Incidents" }} />
      <Panel
        title="A breach that no detector told of"
        note="A record: it is never edited. One that was entered by mistake is withdrawn, and stays in the list."
      >
        <IncidentForm accounts={data?.accounts ?? []} onTaken={() => router.push("/incidents")} />
      </Panel>
    </>
  );
}
