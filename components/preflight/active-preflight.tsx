"use client";

import type { ActivePreflightDto } from "#lib/api/dto/preflight.ts";
import { formatCount, formatDuration } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { useNow } from "../time/now.tsx";
import styles from "./preflight.module.css";

/** A preflight that is under way, and how far it is. */
export function ActivePreflight({ preflight }: { preflight: ActivePreflightDto }) {
  const now = useNow();
  const { id, state, step, done, total, startedAt } = preflight;
  return (
    <Panel title={`Preflight ${id} is ${state}`} className={styles["active"]}>
      <div
        role="progressbar"
        aria-label={`Progress of preflight ${id}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(total, 1)}
        aria-valuenow={done}
        className={styles["progress"]}
      >
        <div style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </div>
      <div className={styles["facts"]}>
        <span>{step ?? "Waiting for the worker"}</span>
        {total === 0 ? null : (
          <span>
            {formatCount(done)} of {formatCount(total)} accounts
          </span>
        )}
        {startedAt === null ? null : <span>{formatDuration(startedAt, now)}</span>}
      </div>
    </Panel>
  );
}
