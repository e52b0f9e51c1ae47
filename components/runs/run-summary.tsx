"use client";

import type { RunRowDto } from "#lib/api/dto/runs.ts";
import { formatCount, formatDuration } from "../format.ts";
import { Instant } from "../time/instant.tsx";
import { useNow } from "../time/now.tsx";
import { judgedAgain } from "./judged-again.tsx";
import styles from "./runs.module.css";

export function RunSummary({ run, regions }: { run: RunRowDto; regions: readonly string[] }) {
  const now = useNow();
  const facts = [
    { term: "Asked for", value: <Instant at={run.requestedAt} /> },
    {
      term: "Took",
      value: run.startedAt === null ? "not started" : formatDuration(run.startedAt, run.finishedAt ?? now),
    },
    ...(run.purpose === "judge"
      ? [{ term: "Why", value: judgedAgain }]
      : [
          { term: "By", value: run.requestedBy },
          { term: "Calls", value: formatCount(run.calls) },
          { term: "Throttled", value: formatCount(run.throttles) },
          { term: "Facts changed", value: formatCount(run.factsChanged) },
        ]),
    {
      term: "Opened, resolved",
      value: `${formatCount(run.findingsOpened)}, ${formatCount(run.findingsResolved)}`,
    },
    ...(regions.length === 0 ? [] : [{ term: "Only Regions", value: regions.join(", ") }]),
  ];
  return (
    <>
      <dl className={styles["summary"]}>
        {facts.map(({ term, value }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {run.error === null ? null : (
        <p role="alert" className={styles["error"]}>
          {run.error}
        </p>
      )}
    </>
  );
}
