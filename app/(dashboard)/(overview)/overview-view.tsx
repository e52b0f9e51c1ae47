"use client";

import { useQuery } from "@tanstack/react-query";
import { formatCount, plural } from "#components/format.ts";
import headlines from "#components/metrics/headline.module.css";
import { HeadlineCard } from "#components/metrics/headline-card.tsx";
import { ChangePanel } from "#components/overview/change-panel.tsx";
import { ChangesPanel } from "#components/overview/changes-panel.tsx";
import { ChecklistPanel } from "#components/overview/checklist-panel.tsx";
import { CoveragePanel } from "#components/overview/coverage-panel.tsx";
import styles from "#components/overview/overview.module.css";
import { PillarsPanel } from "#components/overview/pillars-panel.tsx";
import { ScorePanel } from "#components/overview/score-panel.tsx";
import { WorstAccountsPanel } from "#components/overview/worst-accounts-panel.tsx";
import { CollectButton } from "#components/runs/collect-button.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import type { OverviewDto } from "#lib/api/dto/overview.ts";
import { overviewOptions } from "#lib/api/query-options.ts";

export function OverviewView() {
  const asOf = useAsOf();
  const { data } = useQuery(overviewOptions(asOf));
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  return (
    <>
      <PageHeader
        title="Overview"
        description={
          <>
            <Scope accounts={data.accounts} />. <ChangesPanel />
          </>
        }
        freshness={data.freshness}
        actions={<CollectButton freshness={data.freshness} />}
      />
      <div className={headlines["cards"]}>
        {data.headlines.map((headline) => (
          <HeadlineCard key={headline.metric} headline={headline} until={data.freshness.asOf} />
        ))}
      </div>
      <div className={styles["grid"]}>
        <ChangePanel overview={data} />
        <WorstAccountsPanel accounts={data.worstAccounts} />
        <ScorePanel overview={data} />
        <ChecklistPanel items={data.checklist} />
        <PillarsPanel pillars={data.pillars} />
        <CoveragePanel overview={data} />
      </div>
    </>
  );
}

function Scope({ accounts }: { accounts: OverviewDto["accounts"] }) {
  const inactive = accounts.inactive > 0 ? `, ${formatCount(accounts.inactive)} inactive left out` : "";
  return (
    <>
      {plural(accounts.active, "active account")}
      {inactive}
    </>
  );
}
