"use client";

import type { RunRowDto } from "#lib/api/dto/runs.ts";
import { formatCount, formatDuration } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import { useNow } from "../time/now.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { judgedAgain } from "./judged-again.tsx";
import { progressOf } from "./progress.ts";
import styles from "./runs.module.css";

/** A run that is under way: how far it is, how long it takes, and the way to stop it. */
export function ActiveRunPanel({ run }: { run: RunRowDto }) {
  const now = useNow();
  const { done, total } = progressOf(run);
  return (
    <Panel
      title={`Run ${run.id} is ${run.cancelRequested ? "being cancelled" : run.state}`}
      aside={<CancelButton run={run.id} requested={run.cancelRequested} />}
      className={styles["active"]}
    >
      <div
        role="progressbar"
        aria-label={`Progress of run ${run.id}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(total, 1)}
        aria-valuenow={done}
        className={styles["progress"]}
      >
        <div style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </div>
      <div className={styles["activeFacts"]}>
        <span>
          {total === 0
            ? "Waiting for the worker"
            : `${formatCount(done)} of ${formatCount(total)} targets done`}
        </span>
        {run.purpose === "judge" ? (
          <span>{judgedAgain}</span>
        ) : (
          <>
            <span>{formatCount(run.calls)} calls</span>
            <span>{formatCount(run.throttles)} throttled</span>
            <span>{formatCount(run.factsChanged)} facts changed</span>
          </>
        )}
        {run.startedAt === null ? null : <span>{formatDuration(run.startedAt, now)}</span>}
        <Link href={`/runs/${run.id}`}>Follow it</Link>
      </div>
    </Panel>
  );
}
