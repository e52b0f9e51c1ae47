"use client";

import { useMemo } from "react";
import type { ExceptionRowDto } from "#lib/api/dto/exceptions.ts";
import { formatCount, formatDate } from "../format.ts";
import { ExceptionStateBadge } from "../posture/state-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./exceptions.module.css";
import { coversText } from "./words.ts";

function columnsUpTo(countLimit: number): readonly Column<ExceptionRowDto>[] {
  return [
    {
      id: "control",
      header: "Control and what it covers",
      width: "30%",
      cell: (row) => (
        <div className={styles["cell"]}>
          <Link href={`/exceptions/${row.id}`} className={styles["link"]}>
            {row.control.title}
          </Link>
          <span className={row.scope === "resource" ? `mono ${styles["sub"]}` : styles["sub"]}>
            {coversText(row)}
          </span>
        </div>
      ),
    },
    {
      id: "reason",
      header: "Reason",
      needs: "wide",
      width: "20%",
      cell: (row) => (
        <span className={styles["short"]} title={row.reason}>
          {row.reason}
        </span>
      ),
    },
    {
      id: "owner",
      header: "Owner",
      needs: "medium",
      width: "16%",
      cell: (row) => (
        <div className={styles["cell"]}>
          <span>{row.owner}</span>
          <span className={styles["sub"]}>
            {row.requester} asked, {row.approver} approved
          </span>
        </div>
      ),
    },
    {
      id: "from",
      header: "From",
      needs: "medium",
      width: "7rem",
      cell: (row) => <span className={styles["date"]}>{formatDate(row.startsAt)}</span>,
    },
    {
      id: "until",
      header: "Until",
      width: "7.5rem",
      cell: (row) => (
        <div className={styles["cell"]}>
          <span className={styles["date"]}>{formatDate(row.revokedAt ?? row.endsAt)}</span>
          <span className={styles["sub"]}>
            <Instant at={row.revokedAt ?? row.endsAt} />
          </span>
        </div>
      ),
    },
    { id: "state", header: "State", width: "7rem", cell: (row) => <ExceptionStateBadge state={row.state} /> },
    {
      id: "findings",
      header: "Holds",
      align: "end",
      cell: (row) => (row.findings === 0 ? "0" : <HeldLink row={row} countLimit={countLimit} />),
    },
  ];
}

function HeldLink({ row, countLimit }: { row: ExceptionRowDto; countLimit: number }) {
  const count = `${formatCount(row.findings)}${row.findings >= countLimit ? "+" : ""}`;
  return (
    <Link
      href={`/findings?status=excepted&exception=${row.id}`}
      aria-label={`Findings held by the exception for ${row.control.title}: ${count}`}
    >
      {count}
    </Link>
  );
}

export function ExceptionsTable({
  exceptions,
  countLimit,
  empty,
}: {
  exceptions: readonly ExceptionRowDto[];
  countLimit: number;
  empty: string;
}) {
  const columns = useMemo(() => columnsUpTo(countLimit), [countLimit]);
  return (
    <DataTable label="Exceptions" columns={columns} rows={exceptions} rowId={(row) => row.id} empty={empty} />
  );
}
