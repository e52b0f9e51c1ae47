"use client";

import type { PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import { Places } from "./places.tsx";
import styles from "./preflight.module.css";

type Missing = PreflightReportDto["missing"][number];

function what({ state, explicit }: Missing): string {
  if (state === "unanswered") return "no usable answer";
  return explicit ? "denied by name: lift that denial" : "denied";
}

const columns: readonly Column<Missing>[] = [
  {
    id: "action",
    header: "Action",
    cell: (row) => (
      <details className={styles["cell"]}>
        <summary>
          <code className={styles["code"]}>{row.action}</code> {what(row)}
        </summary>
        <span className={styles["sub"]}>{row.message}</span>
      </details>
    ),
  },
  { id: "accounts", header: "Where", cell: (row) => <Places places={row.accounts} /> },
  {
    id: "kinds",
    header: "Not seen",
    needs: "medium",
    cell: (row) => <span className={styles["sub"]}>{row.kinds.join(", ")}</span>,
  },
  {
    id: "controls",
    header: "Unknown without it",
    cell: (row) => (
      <span className={styles["places"]}>
        {row.controls.length === 0
          ? "no control"
          : row.controls.map(({ id, title }) => (
              <Link key={id} href={`/controls/${id}`}>
                {title}
              </Link>
            ))}
      </span>
    ),
  },
];

/** Every action that was refused or did not answer, with where and what it costs. */
export function MissingActions({ missing }: { missing: readonly Missing[] }) {
  if (missing.length === 0) return null;
  return (
    <Panel title="Missing" aside={plural(missing.length, "action")}>
      <DataTable
        flush
        label="Missing actions"
        columns={columns}
        rows={missing}
        rowId={({ grantee, action, state, explicit }) => `${grantee} ${action} ${state} ${explicit}`}
      />
    </Panel>
  );
}
