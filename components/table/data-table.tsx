"use client";

import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
import styles from "./data-table.module.css";
import { PlainRows, type RowMarkup, VirtualRows } from "./table-rows.tsx";

/** Above this many rows only those near the window are in the document. */
const MANY = 100;

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
});

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  /** What the column is sorted by; without it, it is not. Null comes last. */
  readonly sortBy?: (row: T) => string | number | null;
  /** True where the first click sorts from the largest down. */
  readonly largestFirst?: boolean;
  readonly align?: "end";
  /** The narrowest screen that has room for it; all of them when absent. */
  readonly needs?: "medium" | "wide";
  readonly width?: string;
}

export interface Sorting {
  readonly id: string;
  readonly desc: boolean;
}

export function DataTable<T extends object>({
  label,
  columns,
  rows,
  rowId,
  sorting,
  onSort,
  sortedByServer = false,
  flush = false,
  empty = "Nothing here.",
}: {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  sorting?: Sorting | null;
  onSort?: (sorting: Sorting) => void;
  sortedByServer?: boolean;
  /** Inside a panel: without a frame of its own. */
  flush?: boolean;
  empty?: ReactNode;
}) {
  const definitions = useMemo(
    () =>
      columns.map(
        ({ id, header, cell, sortBy, largestFirst = false }): ColumnDef<typeof features, T> => ({
          id,
          header,
          accessorFn: (row) => sortBy?.(row) ?? undefined,
          cell: ({ row }) => cell(row.original),
          enableSorting: sortBy !== undefined,
          sortDescFirst: largestFirst,
          sortUndefined: "last",
        }),
      ),
    [columns],
  );
  const state = useMemo(() => ({ sorting: sorting ? [{ ...sorting }] : [] }), [sorting]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    state,
    manualSorting: sortedByServer,
    enableSortingRemoval: false,
    enableMultiSort: false,
    getRowId: rowId,
    onSortingChange: (update) => {
      const [next] = typeof update === "function" ? update(state.sorting) : update;
      if (next !== undefined) onSort?.(next);
    },
  });
  const looks = new Map(columns.map((column) => [column.id, column]));
  const classOf = (id: string) => {
    const look = looks.get(id);
    return [look?.align === "end" ? styles["end"] : "", look?.needs ? styles[look.needs] : ""].join(" ");
  };
  const sorted = table.getRowModel().rows;
  const many = sorted.length > MANY;
  const Rows = many ? VirtualRows : PlainRows;
  const renderRow = (index: number, markup: RowMarkup) => {
    const row = sorted[index];
    return row === undefined ? null : (
      <tr key={row.id} {...markup}>
        {row.getAllCells().map((cell) => (
          <td key={cell.id} className={classOf(cell.column.id)}>
            <table.FlexRender cell={cell} />
          </td>
        ))}
      </tr>
    );
  };
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={`${styles["scroll"]} ${flush ? styles["flush"] : ""}`}
    >
      <table
        className={`${styles["table"]} ${many ? styles["many"] : ""}`}
        // The header is a row too.
        aria-rowcount={many ? sorted.length + 1 : undefined}
      >
        <caption className="visually-hidden">{label}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={many ? 1 : undefined}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={classOf(header.column.id)}
                  style={{ width: looks.get(header.column.id)?.width }}
                  aria-sort={ariaSort(header.column.getIsSorted())}
                >
                  {onSort !== undefined && header.column.getCanSort() ? (
                    <SortButton
                      sorted={header.column.getIsSorted()}
                      onClick={() => header.column.toggleSorting()}
                    >
                      <table.FlexRender header={header} />
                    </SortButton>
                  ) : (
                    <table.FlexRender header={header} />
                  )}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <Rows count={sorted.length} columns={columns.length} renderRow={renderRow} />
      </table>
      {rows.length === 0 ? <div className={styles["empty"]}>{empty}</div> : null}
    </section>
  );
}

type Sorted = false | "asc" | "desc";

function ariaSort(sorted: Sorted): "ascending" | "descending" | undefined {
  if (sorted === false) return undefined;
  return sorted === "asc" ? "ascending" : "descending";
}

function SortButton({
  sorted,
  onClick,
  children,
}: {
  sorted: Sorted;
  onClick: () => void;
  children: ReactNode;
}) {
  const Icon = sorted === false ? IconArrowsSort : sorted === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={`${styles["sort"]} ${sorted === false ? "" : styles["sorted"]}`}
      onClick={onClick}
    >
      {children}
      <Icon size={13} stroke={1.8} aria-hidden />
    </button>
  );
}
