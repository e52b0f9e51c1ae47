import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import { formatCount, plural } from "../format.ts";
import { severitiesFromWorst } from "../labels.ts";
import type { Column } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./control-columns.module.css";
import { SeverityBadge } from "./severity-badge.tsx";
import { StateBadge } from "./state-badge.tsx";
import { TallyBar } from "./tally-bar.tsx";

const stateOrder = { fail: 0, unknown: 1, "pass-excepted": 2, pass: 3, "no-data": 4 } as const;

export const controlColumn: Column<ControlRowDto> = {
  id: "title",
  header: "Control",
  sortBy: (row) => row.title,
  cell: (row) => (
    <div className={styles["control"]}>
      <Link href={`/controls/${row.id}`} className={styles["link"]}>
        {row.title}
      </Link>
      <code className={styles["id"]}>{row.id}</code>
    </div>
  ),
};

export const stateColumn: Column<ControlRowDto> = {
  id: "state",
  header: "State",
  width: "7rem",
  sortBy: (row) => stateOrder[row.state],
  cell: (row) => <StateBadge state={row.state} />,
};

export const severityColumn: Column<ControlRowDto> = {
  id: "severity",
  header: "Severity",
  width: "8rem",
  needs: "medium",
  sortBy: (row) => severitiesFromWorst.indexOf(row.severity),
  cell: (row) => <SeverityBadge severity={row.severity} />,
};

export const tallyColumn: Column<ControlRowDto> = {
  id: "tally",
  header: "Resources",
  needs: "medium",
  width: "34%",
  largestFirst: true,
  sortBy: (row) => row.tally.failed,
  cell: (row) => <TallyBar tally={row.tally} counts />,
};

export const accountsColumn: Column<ControlRowDto> = {
  id: "accounts",
  header: "Accounts",
  needs: "wide",
  width: "10rem",
  largestFirst: true,
  sortBy: (row) => row.failingAccounts,
  cell: (row) => (
    <span className={styles["accounts"]}>
      {row.failingAccounts > 0 ? `${plural(row.failingAccounts, "account")} failing` : "none failing"}
      {row.unknownAccounts > 0 ? `, ${formatCount(row.unknownAccounts)} unknown` : ""}
    </span>
  ),
};
