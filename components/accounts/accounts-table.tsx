"use client";

import { IconClockExclamation } from "@tabler/icons-react";
import type { AccountRowDto } from "#lib/api/dto/accounts.ts";
import { formatCount } from "../format.ts";
import { ScoreBar } from "../posture/score-bar.tsx";
import { SeverityCounts } from "../posture/severity-counts.tsx";
import { type Column, DataTable, type Sorting } from "../table/data-table.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./accounts.module.css";

function weightOfFindings({ openFindings: { critical, high, medium, low } }: AccountRowDto): number {
  return critical * 1e9 + high * 1e6 + medium * 1e3 + low;
}

const columns: readonly Column<AccountRowDto>[] = [
  {
    id: "name",
    header: "Account",
    sortBy: (row) => row.name,
    cell: (row) => (
      <div className={styles["account"]}>
        <Link href={`/accounts/${row.id}`} className={styles["link"]}>
          {row.name}
        </Link>
        <span className={styles["sub"]} title={row.ouPath.map(({ name }) => name).join(" / ")}>
          {row.id}
          {row.ouPath.length > 1 ? ` · ${row.ouPath.at(-1)?.name}` : ""}
          {row.state === "ACTIVE" ? "" : ` · ${row.state.toLowerCase()}`}
        </span>
      </div>
    ),
  },
  {
    id: "score",
    header: "Score",
    width: "7.5rem",
    sortBy: (row) => row.score?.value ?? null,
    cell: (row) => <ScoreBar score={row.score} />,
  },
  {
    id: "findings",
    header: "Open findings",
    width: "10.25rem",
    needs: "medium",
    largestFirst: true,
    sortBy: weightOfFindings,
    cell: (row) => <SeverityCounts counts={row.openFindings} />,
  },
  {
    id: "failed",
    header: "Failing",
    width: "5.25rem",
    align: "end",
    largestFirst: true,
    sortBy: (row) => row.failedControls,
    cell: (row) => formatCount(row.failedControls),
  },
  {
    id: "unknown",
    header: "Unknown",
    width: "6rem",
    align: "end",
    needs: "medium",
    largestFirst: true,
    sortBy: (row) => row.unknownControls,
    cell: (row) =>
      row.unknownControls === 0 ? (
        "0"
      ) : (
        <span className={styles["unknown"]}>
          <span aria-hidden className={`hatched ${styles["swatch"]}`} />
          {formatCount(row.unknownControls)}
        </span>
      ),
  },
  {
    id: "collected",
    header: "Collected",
    width: "6.5rem",
    needs: "wide",
    sortBy: (row) => row.collectedAt,
    cell: (row) => (
      <span className={row.stale ? styles["stale"] : styles["sub"]}>
        {row.stale ? <IconClockExclamation size={14} aria-hidden /> : null}
        {row.stale && row.collectedAt !== null ? "stale, " : ""}
        <Instant at={row.collectedAt} />
      </span>
    ),
  },
];

export const accountColumns = columns.map(({ id }) => id);

export function AccountsTable({
  accounts,
  sorting,
  onSort,
}: {
  accounts: readonly AccountRowDto[];
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}) {
  return (
    <DataTable
      label="Accounts"
      columns={columns}
      rows={accounts}
      rowId={(row) => row.id}
      sorting={sorting}
      onSort={onSort}
      empty="No account in this unit."
    />
  );
}
