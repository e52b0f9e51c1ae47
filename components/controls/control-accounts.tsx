"use client";

import { useMemo } from "react";
import type { ControlDto, ControlRowDto } from "#lib/api/dto/controls.ts";
import { CauseList } from "../posture/cause-list.tsx";
import linkStyles from "../posture/control-columns.module.css";
import { FindingLinks } from "../posture/finding-links.tsx";
import { Panel } from "../posture/panel.tsx";
import { StateBadge } from "../posture/state-badge.tsx";
import { TallyBar } from "../posture/tally-bar.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./controls.module.css";

type Row = ControlDto["accounts"][number];

function stateOf({ tally }: Row): ControlRowDto["state"] {
  if (tally.failed > 0) return "fail";
  if (tally.unknown > 0) return "unknown";
  if (tally.excepted > 0) return "pass-excepted";
  return tally.passed > 0 ? "pass" : "no-data";
}

function columnsFor(control: string): readonly Column<Row>[] {
  return [
    {
      id: "account",
      header: "Account",
      width: "40%",
      cell: (row) => (
        <div className={styles["cell"]}>
          <Link href={`/accounts/${row.account.id}`} className={linkStyles["link"] ?? ""}>
            {row.account.name}
          </Link>
          {row.causes.length > 0 ? <CauseList causes={row.causes} shown={3} /> : null}
        </div>
      ),
    },
    { id: "state", header: "State", width: "7rem", cell: (row) => <StateBadge state={stateOf(row)} /> },
    {
      id: "tally",
      header: "Resources",
      needs: "medium",
      width: "32%",
      cell: (row) => <TallyBar tally={row.tally} counts />,
    },
    {
      id: "findings",
      header: "Findings",
      align: "end",
      cell: (row) => (
        <FindingLinks
          tally={row.tally}
          of={{ control, account: row.account.id }}
          where={`in ${row.account.name}`}
        />
      ),
    },
  ];
}

export function ControlAccounts({ accounts, control }: { accounts: readonly Row[]; control: string }) {
  const columns = useMemo(() => columnsFor(control), [control]);
  const failing = accounts.filter(({ tally }) => tally.failed > 0).length;
  return (
    <Panel title="Accounts" aside={`${failing} of ${accounts.length} fail`}>
      <DataTable
        flush
        label="How each account stands"
        columns={columns}
        rows={accounts}
        rowId={(row) => row.account.id}
        empty="No account was judged yet."
      />
    </Panel>
  );
}
