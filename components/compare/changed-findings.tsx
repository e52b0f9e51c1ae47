"use client";

import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useMemo } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import { type CompareFilter, changeKinds } from "#lib/api/compare-filter.ts";
import type { ChangedFindingDto, ChangesDto, CompareDto } from "#lib/api/dto/compare.ts";
import { AccountCell, FindingCell } from "../findings/finding-cells.tsx";
import { formatCount, formatDate, formatInstant } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";
import picture from "./picture.module.css";
import { changeWords, compareHref, countsOf } from "./words.ts";

/** What is gone is shown as it last stood, at the earlier moment; all else at the later one. */
const isShownThen = ({ change }: ChangedFindingDto) => change === "fixed" || change === "departed";

function columnsOf({ from, to }: CompareDto): readonly Column<ChangedFindingDto>[] {
  const sideOf = (row: ChangedFindingDto) => (isShownThen(row) ? from.asOf : to.asOf);
  return [
    {
      id: "change",
      header: "Change",
      width: "8.5rem",
      cell: (row) => (
        <span className={styles["change"]} title={changeWords[row.change].meaning}>
          <span className={`${picture["swatch"]} ${picture[row.change]}`} data-print-colors />
          {changeWords[row.change].name}
        </span>
      ),
    },
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
      cell: (row) => <FindingCell finding={row} href={withAsOf(`/findings/${row.uid}`, sideOf(row))} />,
    },
    {
      id: "account",
      header: "Account",
      needs: "medium",
      width: "11rem",
      cell: (row) => (
        <AccountCell account={row.account} href={withAsOf(`/accounts/${row.account.id}`, sideOf(row))} />
      ),
    },
    {
      id: "at",
      header: "On",
      needs: "medium",
      width: "7.5rem",
      cell: (row) => (
        <time dateTime={row.changedAt} title={formatInstant(row.changedAt)}>
          {formatDate(row.changedAt)}
        </time>
      ),
    },
  ];
}

/** The findings that changed, page by page, of one kind or of all. */
export function ChangedFindings({
  compared,
  changes,
  filter,
}: {
  compared: CompareDto;
  changes: ChangesDto;
  filter: CompareFilter;
}) {
  const columns = useMemo(() => columnsOf(compared), [compared]);
  const counts = countsOf(changes);
  const all = changeKinds.reduce((sum, kind) => sum + counts[kind], 0);
  const link = (kind: CompareFilter["kind"], name: string, count: number) => (
    <Link
      key={name}
      href={compareHref({ ...filter, kind, cursor: null })}
      scroll={false}
      className={styles["kind"]}
      aria-current={filter.kind === kind ? "true" : undefined}
    >
      {name} <strong>{formatCount(count)}</strong>
    </Link>
  );
  return (
    <Panel title="Findings that changed">
      <nav aria-label="Kinds of change" className={`${styles["kinds"]} no-print`}>
        {link(null, "All", all)}
        {changeKinds.map((kind) => link(kind, changeWords[kind].name, counts[kind]))}
      </nav>
      <DataTable
        label="Changed findings"
        flush
        columns={columns}
        rows={changes.findings}
        rowId={(row) => row.uid}
        empty={
          filter.kind === null
            ? "No finding changed."
            : `None: ${changeWords[filter.kind].name.toLowerCase()}.`
        }
      />
      {filter.cursor === null && changes.nextCursor === null ? null : (
        <nav aria-label="Pages of changed findings" className={`${styles["pager"]} no-print`}>
          {filter.cursor === null ? null : (
            <Link href={compareHref({ ...filter, cursor: null })} scroll={false}>
              First page
            </Link>
          )}
          {changes.nextCursor === null ? null : (
            <Button
              size="xs"
              variant="default"
              component={Link}
              scroll={false}
              href={compareHref({ ...filter, cursor: changes.nextCursor })}
              rightSection={<IconChevronRight size={15} aria-hidden />}
            >
              Next
            </Button>
          )}
        </nav>
      )}
    </Panel>
  );
}
