"use client";

import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useMemo } from "react";
import type { DriftFilter } from "#lib/api/drift-filter.ts";
import type { DriftDto, DriftRowDto } from "#lib/api/dto/drift.ts";
import { AccountCell, FindingCell } from "../findings/finding-cells.tsx";
import { formatDate, formatInstant } from "../format.ts";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./drift.module.css";
import { ageText, driftHref, isOverdue, leftText } from "./words.ts";

function columnsAt(at: string): readonly Column<DriftRowDto>[] {
  return [
    {
      id: "severity",
      header: "Severity",
      width: "7.5rem",
      needs: "medium",
      cell: (row) => <SeverityBadge severity={row.severity} />,
    },
    {
      id: "finding",
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
    {
      id: "opened",
      header: "Opened",
      needs: "wide",
      width: "7.5rem",
      cell: (row) => (
        <time dateTime={row.openedAt} title={formatInstant(row.openedAt)}>
          {formatDate(row.openedAt)}
        </time>
      ),
    },
    {
      id: "age",
      header: "Age",
      width: "8.5rem",
      cell: (row) => (
        <div className={styles["cell"]}>
          <span>{ageText(row)}</span>
          <span className={isOverdue(row, at) ? styles["overdue"] : styles["sub"]}>{leftText(row, at)}</span>
        </div>
      ),
    },
  ];
}

/** The drift that is open, what is longest overdue on top. */
export function DriftTable({ drift, filter }: { drift: DriftDto; filter: DriftFilter }) {
  const at = drift.freshness.asOf;
  const columns = useMemo(() => columnsAt(at), [at]);
  return (
    <div>
      <DataTable
        label="Drift"
        columns={columns}
        rows={drift.findings}
        rowId={(row) => row.uid}
        empty="Nothing drifted: whatever is open was open when its control was first judged, or is excepted."
      />
      {filter.cursor === null && drift.nextCursor === null ? null : (
        <nav aria-label="Pages of drift" className={`${styles["pager"]} no-print`}>
          {filter.cursor === null ? null : (
            <Link href={driftHref({ ...filter, cursor: null })}>First page</Link>
          )}
          {drift.nextCursor === null ? null : (
            <Button
              size="xs"
              variant="default"
              component={Link}
              href={driftHref({ ...filter, cursor: drift.nextCursor })}
              rightSection={<IconChevronRight size={15} aria-hidden />}
            >
              Next
            </Button>
          )}
        </nav>
      )}
    </div>
  );
}
