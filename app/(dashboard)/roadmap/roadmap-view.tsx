"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { AccountSelect } from "#components/frameworks/account-select.tsx";
import { MeasuredChanges, scoreMarksOf } from "#components/roadmap/measured-changes.tsx";
import { PhasePanel } from "#components/roadmap/phase-panel.tsx";
import { PillarTrends } from "#components/roadmap/pillar-trends.tsx";
import styles from "#components/roadmap/roadmap.module.css";
import { SuccessCards } from "#components/roadmap/success-cards.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import type { RoadmapDto } from "#lib/api/dto/roadmap.ts";
import { roadmapOptions } from "#lib/api/roadmap-options.ts";
import { withScope } from "#lib/api/scope-parameters.ts";

export function RoadmapView() {
  const asOf = useAsOf();
  const [scope, setScope] = useQueryStates(
    { unit: parseAsString, account: parseAsString },
    { history: "push" },
  );
  const { data } = useQuery({ ...roadmapOptions(scope, asOf), placeholderData: keepPreviousData });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const { freshness, phases, here, trendMarks } = data;
  const marks = scoreMarksOf(trendMarks);
  const account = data.scope.kind === "account" ? data.scope : null;
  return (
    <>
      <PageHeader
        title="Roadmap"
        description={<Scope roadmap={data} />}
        freshness={freshness}
        actions={
          <AccountSelect
            account={account}
            onChange={(next) => void setScope({ unit: null, account: next })}
          />
        }
      />
      <div className={styles["page"]}>
        <SuccessCards success={data.success} until={freshness.asOf} />
        {phases.map((phase) => (
          <PhasePanel
            key={phase.phase}
            phase={phase}
            isHere={phase.phase === here}
            marks={marks}
            until={freshness.asOf}
          />
        ))}
        <PillarTrends pillars={data.pillars} until={freshness.asOf} />
        <MeasuredChanges marks={marks} />
      </div>
    </>
  );
}

/** Where the numbers are of, and the way up. */
function Scope({ roadmap: { scope, above, here } }: { roadmap: RoadmapDto }) {
  return (
    <span className={styles["above"]}>
      {above.map(({ kind, id, name }) => (
        <span key={id}>
          <Link href={withScope("/roadmap", { unit: kind === "organization" ? null : id, account: null })}>
            {name}
          </Link>{" "}
          /
        </span>
      ))}
      <span>
        {scope.name}: {here === null ? "every phase is done" : `in phase ${here} of 5`}
      </span>
    </span>
  );
}
