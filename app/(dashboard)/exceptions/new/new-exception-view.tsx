"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ExceptionForm } from "#components/exceptions/exception-form.tsx";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { accountsOptions, controlsOptions, overviewOptions } from "#lib/api/query-options.ts";

export function NewExceptionView({
  finding,
  control,
}: {
  finding: { readonly uid: string; readonly resourceId: string; readonly accountId: string } | null;
  control: string | null;
}) {
  const router = useRouter();
  const controls = useQuery(controlsOptions(null));
  const accounts = useQuery({ ...accountsOptions(null), throwOnError: false });
  const overview = useQuery({ ...overviewOptions(null), throwOnError: false });
  return (
    <>
      <PageHeader
        title="Request an exception"
        parent={
          finding === null
            ? { href: "/exceptions", label: "Exceptions" }
            : { href: `/findings/${finding.uid}`, label: "The finding" }
        }
      />
      <Panel
        title="What is accepted, by whom, and until when"
        note="A record: it is never edited, and ends by itself. Findings it covers stay visible as excepted, outside the score."
      >
        <ExceptionForm
          control={control}
          finding={finding}
          choices={{
            controls: controls.data?.controls ?? [],
            accounts: accounts.data?.accounts ?? [],
            units: accounts.data?.units ?? [],
            organization: overview.data?.organization?.id ?? null,
          }}
          onTaken={(id) => router.push(`/exceptions/${id}`)}
        />
      </Panel>
    </>
  );
}
