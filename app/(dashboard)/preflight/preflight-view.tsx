"use client";

import { useQuery } from "@tanstack/react-query";
import { ActivePreflight } from "#components/preflight/active-preflight.tsx";
import { NoPreflight } from "#components/preflight/no-preflight.tsx";
import { PreflightButton } from "#components/preflight/preflight-button.tsx";
import { PreflightReport } from "#components/preflight/preflight-report.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NoPastNote } from "#components/time/no-past-note.tsx";
import { preflightOptions } from "#lib/api/query-options.ts";

const POLL_MS = 1500;

export function PreflightView() {
  const { data } = useQuery({
    ...preflightOptions(),
    refetchInterval: ({ state }) => (state.data?.active == null ? false : POLL_MS),
  });
  if (data === undefined) return null;
  const { active, last } = data;
  return (
    <>
      <PageHeader
        title="Preflight"
        description="what Postern may read, and what is missing"
        actions={<PreflightButton active={active !== null} />}
      />
      <NoPastNote>A preflight has no past: this is what Postern may read now.</NoPastNote>
      {active === null ? null : <ActivePreflight preflight={active} />}
      {last === null ? <NoPreflight active={active !== null} /> : <PreflightReport preflight={last} />}
    </>
  );
}
