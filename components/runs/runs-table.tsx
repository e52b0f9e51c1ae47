"use client";

import type { RunRowDto } from "#lib/api/dto/runs.ts";
import { formatCount, formatDuration, plural } from "../format.ts";
import { RunStateBadge } from "../posture/state-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import { judgedAgain } from "./judged-again.tsx";
import { progressOf } from "./progress.ts";
import styles from "./runs.module.css";

function targetsText({ targets }: RunRowDto): string {
  const { total } = progressOf({ targets });
  const notable = (["partial", "failed", "cancelled"] as const).flatMap((state) =>
    targets[state] > 0 ? [`${formatCount(targets[state])} ${state}`] : [],
  );
  return [plural(total, "target"), ...notable].join(", ");
}

const columns: readonly Column<RunRowDto>[] = [
  {
    id: "run",
    header: "Run",
    cell: (row) => (
      <div className={styles["cell"]}>
        <Link href={`/runs/${row.id}`} className={styles["link"]}>
          Run {row.id}
        </Link>
        <span className={styles["sub"]}>
          {row.purpose === "judge" ? judgedAgain : `${row.trigger} by ${row.requestedBy}`}
        </span>
      </div>
    ),
  },
  { id: "state", header: "State", width: "8rem", cell: (row) => <RunStateBadge state={row.state} /> },
  { id: "asked", header: "Asked for", cell: (row) => <Instant at={row.requestedAt} /> },
  {
    id: "took",
    header: "Took",
    needs: "medium",
    cell: (row) =>
      row.startedAt === null || row.finishedAt === null ? "" : formatDuration(row.startedAt, row.finishedAt),
  },
  {
    id: "targets",
    header: "Targets",
    needs: "medium",
    cell: (row) => (
      <div className={styles["cell"]}>
        {targetsText(row)}
        {row.error === null ? null : <span className={styles["error"]}>{row.error}</span>}
      </div>
    ),
  },
  {
    id: "calls",
    header: "Calls",
    align: "end",
    needs: "wide",
    cell: (row) => (row.purpose === "judge" ? "none" : formatCount(row.calls)),
  },
  {
    id: "throttles",
    header: "Throttled",
    align: "end",
    needs: "wide",
    cell: (row) => formatCount(row.throttles),
  },
  {
    id: "facts",
    header: "Facts changed",
    align: "end",
    needs: "wide",
    cell: (row) => formatCount(row.factsChanged),
  },
  {
    id: "findings",
    header: "Findings",
    align: "end",
    cell: (row) => (
      <span title="opened, resolved">
        +{formatCount(row.findingsOpened)} −{formatCount(row.findingsResolved)}
      </span>
    ),
  },
];

export function RunsTable({ runs }: { runs: readonly RunRowDto[] }) {
  return <DataTable label="Runs" columns={columns} rows={runs} rowId={(row) => row.id} />;
}
