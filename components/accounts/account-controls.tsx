"use client";

import { useMemo } from "react";
import type { AccountDto } from "#lib/api/dto/accounts.ts";
import { CauseList } from "../posture/cause-list.tsx";
import controlStyles from "../posture/control-columns.module.css";
import { severityColumn, stateColumn } from "../posture/control-columns.tsx";
import { FindingLinks } from "../posture/finding-links.tsx";
import { Panel } from "../posture/panel.tsx";
import { TallyBar } from "../posture/tally-bar.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";

type Row = AccountDto["controls"][number];

function columnsFor(account: string): readonly Column<Row>[] {
  return [
    {
      id: "title",
      header: "Control",
      width: "42%",
      cell: (row) => (
        <div className={controlStyles["control"]}>
          <Link href={`/controls/${row.id}`} className={controlStyles["link"] ?? ""}>
            {row.title}
          </Link>
          {row.causes.length > 0 ? <CauseList causes={row.causes} shown={3} /> : null}
        </div>
      ),
    },
    stateColumn,
    severityColumn,
    {
      id: "tally",
      header: "Resources",
      needs: "medium",
      width: "26%",
      cell: (row) => <TallyBar tally={row.tally} counts />,
    },
    {
      id: "findings",
      header: "Findings",
      align: "end",
      cell: (row) => (
        <FindingLinks tally={row.tally} of={{ account, control: row.id }} where={`of ${row.title}`} />
      ),
    },
  ];
}

const order = { fail: 0, unknown: 1, "pass-excepted": 2, pass: 3, "no-data": 4 } as const;

/** Failing controls by risk, then what could not be judged, then the rest. */
export function AccountControls({ controls, account }: { controls: readonly Row[]; account: string }) {
  const columns = useMemo(() => columnsFor(account), [account]);
  const rows = useMemo(() => controls.toSorted((a, b) => order[a.state] - order[b.state]), [controls]);
  const failing = rows.filter(({ state }) => state === "fail").length;
  return (
    <Panel title="Controls" aside={`${failing} of ${rows.length} fail`}>
      <DataTable
        flush
        label="Controls in this account"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
      />
    </Panel>
  );
}
