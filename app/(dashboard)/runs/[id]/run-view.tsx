"use client";

import { useQuery } from "@tanstack/react-query";
import { RunStateBadge } from "#components/posture/state-badge.tsx";
import { ActiveRunPanel } from "#components/runs/active-run-panel.tsx";
import { CollectButton } from "#components/runs/collect-button.tsx";
import { JudgedAgain } from "#components/runs/judged-again.tsx";
import { isActive } from "#components/runs/progress.ts";
import { RunCoverage } from "#components/runs/run-coverage.tsx";
import { RunGaps } from "#components/runs/run-gaps.tsx";
import { RunSummary } from "#components/runs/run-summary.tsx";
import { RunTargets } from "#components/runs/run-targets.tsx";
import { RunWays } from "#components/runs/run-ways.tsx";
import styles from "#components/runs/runs.module.css";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { runOptions } from "#lib/api/query-options.ts";

const POLL_MS = 1500;

export function RunView({ id }: { id: string }) {
  const asOf = useAsOf();
  const { data } = useQuery({
    ...runOptions(id, asOf),
    refetchInterval: ({ state }) =>
      asOf === null && state.data !== undefined && isActive(state.data.run.state) ? POLL_MS : false,
  });
  if (data === undefined) return null;
  const { run, targets, ways, coverage, gaps, regions } = data;
  return (
    <>
      <PageHeader
        title={`Run ${run.id}`}
        description={<RunStateBadge state={run.state} />}
        parent={{ href: "/runs", label: "Runs" }}
        actions={<CollectButton freshness={data.freshness} />}
      />
      {isActive(run.state) ? <ActiveRunPanel run={run} /> : null}
      <RunSummary run={run} regions={regions} />
      <div className={styles["layout"]}>
        <RunTargets targets={targets} />
        <div className={styles["stack"]}>
          {ways === null ? (
            <JudgedAgain />
          ) : (
            <>
              <RunGaps gaps={gaps} />
              <RunWays ways={ways} />
              <RunCoverage coverage={coverage} />
            </>
          )}
        </div>
      </div>
    </>
  );
}
