"use client";

import type { RunTargetDto } from "#lib/api/dto/runs.ts";
import { formatCount, formatDuration } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { RunStateBadge } from "../posture/state-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./runs.module.css";

const isAccount = (target: string) => /^\d{12}$/.test(target);

const columns: readonly Column<RunTargetDto>[] = [
  {
    id: "target",
    header: "Target",
    cell: (row) => (
      <div className={styles["cell"]}>
        {isAccount(row.target) ? (
          <Link href={`/accounts/${row.target}`} className={styles["link"]}>
            {row.name}
          </Link>
        ) : (
          <span className={styles["link"]}>{row.name}</span>
        )}
        <span className={styles["sub"]}>{row.target}</span>
        {row.error === null ? null : <span className={styles["error"]}>{row.error}</span>}
      </div>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (row) => (
      <div className={styles["cell"]}>
        <RunStateBadge state={row.state} />
        {row.step === null ? null : <span className={styles["sub"]}>{row.step}</span>}
      </div>
    ),
  },
  {
    id: "reads",
    header: "Reads",
    align: "end",
    cell: (row) => (
      <span title="complete of all reads">
        {formatCount(row.readsComplete)} of {formatCount(row.readsComplete + row.readsIncomplete)}
      </span>
    ),
  },
  { id: "calls", header: "Calls", align: "end", needs: "medium", cell: (row) => formatCount(row.calls) },
  {
    id: "throttles",
    header: "Throttled",
    align: "end",
    needs: "wide",
    cell: (row) => formatCount(row.throttles),
  },
  {
    id: "changed",
    header: "Changed",
    align: "end",
    needs: "wide",
    cell: (row) => formatCount(row.factsChanged),
  },
  {
    id: "took",
    header: "Took",
    align: "end",
    needs: "medium",
    cell: (row) =>
      row.startedAt === null || row.finishedAt === null ? "" : formatDuration(row.startedAt, row.finishedAt),
  },
];

const urgency = { running: 0, failed: 1, partial: 2, cancelled: 3, queued: 4, complete: 5 } as const;

export function RunTargets({ targets }: { targets: readonly RunTargetDto[] }) {
  const rows = targets.toSorted((a, b) => urgency[a.state] - urgency[b.state]);
  const complete = targets.filter(({ state }) => state === "complete").length;
  return (
    <Panel title="Targets" aside={`${complete} of ${targets.length} complete`}>
      <DataTable
        flush
        label="Targets of the run"
        columns={columns}
        rows={rows}
        rowId={(row) => row.target}
        empty="No target was planned yet."
      />
    </Panel>
  );
}
