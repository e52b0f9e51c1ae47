"use client";

import type { ExceptionDto } from "#lib/api/dto/exceptions.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import { FindingCell } from "../findings/finding-cells.tsx";
import { Panel } from "../posture/panel.tsx";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { FindingStatusBadge } from "../posture/state-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./exceptions.module.css";

const columns: readonly Column<FindingRowDto>[] = [
  {
    id: "finding",
    header: "Finding",
    cell: (row) => <FindingCell finding={row} />,
  },
  {
    id: "account",
    header: "Account",
    needs: "medium",
    width: "22%",
    cell: (row) => (
      <div className={styles["cell"]}>
        <span>{row.account.name}</span>
        <span className={styles["sub"]}>{row.region}</span>
      </div>
    ),
  },
  {
    id: "severity",
    header: "Severity",
    needs: "wide",
    width: "7rem",
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    id: "status",
    header: "Status",
    width: "7rem",
    cell: (row) => <FindingStatusBadge status={row.status} />,
  },
];

/** What it holds; once it is over, what has become of what it held. */
export function ExceptionFindings({ dto }: { dto: ExceptionDto }) {
  const { exception, findings, moreFindings } = dto;
  const over = exception.state === "over" || exception.state === "revoked";
  return (
    <Panel
      title={over ? "What it held" : "What it holds"}
      aside={
        moreFindings ? (
          <Link href={`/findings?status=all&exception=${exception.id}`}>All of them</Link>
        ) : undefined
      }
    >
      <DataTable
        flush
        label="Findings of this exception"
        columns={columns}
        rows={findings}
        rowId={(row) => row.uid}
        empty={
          over
            ? "It never held a finding."
            : "It holds no finding now. One that appears in its scope will be held until it ends."
        }
      />
    </Panel>
  );
}
