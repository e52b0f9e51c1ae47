"use client";

import { useMemo } from "react";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import type { FindingsFilter } from "#lib/api/filters.ts";
import { severitiesFromWorst, sourceName } from "../labels.ts";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { FindingStatusBadge } from "../posture/state-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Instant } from "../time/instant.tsx";
import { AccountCell, FindingCell } from "./finding-cells.tsx";
import styles from "./findings.module.css";
import type { ChangeFilter } from "./use-findings-filter.ts";

const columns: readonly Column<FindingRowDto>[] = [
  {
    id: "severity",
    header: "Severity",
    width: "7.5rem",
    largestFirst: true,
    sortBy: (row) => -severitiesFromWorst.indexOf(row.severity),
    cell: (row) => <SeverityBadge severity={row.severity} />,
  },
  {
    id: "title",
    header: "Finding",
    cell: (row) => <FindingCell finding={row} />,
  },
  {
    id: "account",
    header: "Account",
    needs: "medium",
    width: "11rem",
    cell: (row) => <AccountCell account={row.account} />,
  },
  { id: "region", header: "Region", needs: "wide", width: "7rem", cell: (row) => row.region },
  { id: "source", header: "Source", needs: "wide", width: "7.5rem", cell: (row) => sourceName(row.source) },
  {
    id: "opened",
    header: "Opened",
    needs: "medium",
    width: "7.5rem",
    largestFirst: true,
    sortBy: (row) => row.openedAt,
    cell: (row) => <Instant at={row.openedAt} />,
  },
];

const statusColumn: Column<FindingRowDto> = {
  id: "status",
  header: "Status",
  width: "7rem",
  cell: (row) => <FindingStatusBadge status={row.status} />,
};

export function FindingsTable({
  findings,
  filter,
  pending,
  onChange,
}: {
  findings: readonly FindingRowDto[];
  filter: FindingsFilter;
  pending: boolean;
  onChange: ChangeFilter;
}) {
  const shown = useMemo(
    () => (filter.status === "open" || filter.status === "excepted" ? columns : [...columns, statusColumn]),
    [filter.status],
  );
  return (
    <div className={styles["table"]} aria-busy={pending} data-pending={pending || undefined}>
      <DataTable
        label="Findings"
        columns={shown}
        rows={findings}
        rowId={(row) => row.uid}
        sorting={{ id: filter.sort, desc: filter.direction === "desc" }}
        sortedByServer
        onSort={({ id, desc }) => {
          if (id === "severity" || id === "opened") onChange({ sort: id, direction: desc ? "desc" : "asc" });
        }}
        empty="No finding matches. Take a filter away to see more."
      />
    </div>
  );
}
