"use client";

import { useQuery } from "@tanstack/react-query";
import { ActiveRunPanel } from "#components/runs/active-run-panel.tsx";
import { CollectButton } from "#components/runs/collect-button.tsx";
import { isActive } from "#components/runs/progress.ts";
import { RunsTable } from "#components/runs/runs-table.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { runsOptions } from "#lib/api/query-options.ts";

const POLL_MS = 1500;

export function RunsView() {
  const asOf = useAsOf();
  const { data } = useQuery({
    ...runsOptions(asOf),
    refetchInterval: ({ state }) => (state.data?.freshness.activeRunId == null ? false : POLL_MS),
  });
  if (data === undefined) return null;
  if (data.runs.length === 0) return <NothingCollected freshness={data.freshness} />;
  const active = data.runs.find(({ state }) => isActive(state));
  return (
    <>
      <PageHeader
        title="Runs"
        description="what each collection saw, and what it did not"
        freshness={data.freshness}
        actions={<CollectButton freshness={data.freshness} />}
      />
      {active === undefined ? null : <ActiveRunPanel run={active} />}
      <RunsTable runs={data.runs} />
    </>
  );
}
