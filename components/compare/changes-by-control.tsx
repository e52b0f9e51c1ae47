"use client";

import { useMemo, useState } from "react";
import type { CompareFilter, changeKinds } from "#lib/api/compare-filter.ts";
import type { ChangesByControlDto, ChangesDto } from "#lib/api/dto/compare.ts";
import { formatCount, plural } from "../format.ts";
import { sourceName } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";
import { better, changeWords, compareHref, worse } from "./words.ts";

const total = (row: ChangesByControlDto, kinds: readonly (typeof changeKinds)[number][]) =>
  kinds.reduce((sum, kind) => sum + row.counts[kind], 0);

const words = (row: ChangesByControlDto, kinds: readonly (typeof changeKinds)[number][]) =>
  kinds
    .filter((kind) => row.counts[kind] > 0)
    .map((kind) => `${formatCount(row.counts[kind])} ${changeWords[kind].name.toLowerCase()}`)
    .join(", ");

function columnsOf(filter: CompareFilter): readonly Column<ChangesByControlDto>[] {
  return [
    {
      id: "control",
      header: "Control",
      cell: (row) =>
        row.controlId === null ? (
          `${sourceName(row.title)}, of no control of ours`
        ) : (
          <Link
            href={compareHref({ ...filter, control: row.controlId, cursor: null })}
            className={styles["link"]}
          >
            {row.title}
          </Link>
        ),
    },
    {
      id: "worse",
      header: "More open",
      align: "end",
      width: "6.5rem",
      cell: (row) => (
        <span title={words(row, worse)} className={total(row, worse) > 0 ? styles["worse"] : styles["sub"]}>
          {formatCount(total(row, worse))}
        </span>
      ),
    },
    {
      id: "better",
      header: "Fewer open",
      align: "end",
      width: "6.5rem",
      cell: (row) => (
        <span title={words(row, better)} className={row.counts.fixed > 0 ? styles["better"] : styles["sub"]}>
          {formatCount(total(row, better))}
        </span>
      ),
    },
  ];
}

/** As many as stand beside the measures. */
const mostChanged = 12;

/** Which controls the changes are of, each leading to a comparison of it alone. */
export function ChangesByControl({ changes, filter }: { changes: ChangesDto; filter: CompareFilter }) {
  const columns = useMemo(() => columnsOf(filter), [filter]);
  const [isLong, setLong] = useState(false);
  const { byControl } = changes;
  const isCut = !isLong && byControl.length > mostChanged;
  return (
    <Panel
      title="By control"
      aside={plural(byControl.filter(({ controlId }) => controlId !== null).length, "control")}
    >
      <DataTable
        label="Changes by control"
        flush
        columns={columns}
        rows={isCut ? byControl.slice(0, mostChanged) : byControl}
        rowId={(row) => row.controlId ?? row.title}
        empty="No finding of any control changed."
      />
      {isCut ? (
        <button type="button" className={`${styles["more"]} no-print`} onClick={() => setLong(true)}>
          Show all {formatCount(byControl.length)}
        </button>
      ) : null}
    </Panel>
  );
}
