"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type ReactNode,
  type RefCallback,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import styles from "./data-table.module.css";

const USUAL_ROW_HEIGHT = 47;
const USUAL_WINDOW_HEIGHT = 1000;
const ROWS_AROUND = 12;

export interface RowMarkup {
  readonly "aria-rowindex"?: number;
  readonly "data-index"?: number;
  readonly ref?: RefCallback<HTMLTableRowElement>;
}

interface RowsProps {
  readonly count: number;
  readonly columns: number;
  readonly renderRow: (index: number, markup: RowMarkup) => ReactNode;
}

export function PlainRows({ count, renderRow }: RowsProps) {
  return <tbody>{Array.from({ length: count }, (_, index) => renderRow(index, {}))}</tbody>;
}

/**
 * The rows near the window between two fillers of the height of the rest. Each row says which it is, since
 * its place in the document no longer does. Paper gets them all.
 */
export function VirtualRows({ count, columns, renderRow }: RowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  const printing = useSyncExternalStore(onPrint, isPrinting, () => false);
  useLayoutEffect(() => {
    if (body.current !== null) setScrollMargin(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => USUAL_ROW_HEIGHT,
    overscan: ROWS_AROUND,
    scrollMargin,
    // What the server draws, before any window is known.
    initialRect: { width: 0, height: USUAL_WINDOW_HEIGHT },
    initialOffset: 0,
  });
  if (printing)
    return <tbody>{Array.from({ length: count }, (_, index) => renderRow(index, rowNumber(index)))}</tbody>;
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = first === undefined ? 0 : first.start - scrollMargin;
  const after = last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - scrollMargin);
  return (
    <tbody ref={body}>
      <Filler height={before} columns={columns} />
      {items.map(({ index }) =>
        renderRow(index, { ...rowNumber(index), "data-index": index, ref: virtualizer.measureElement }),
      )}
      <Filler height={after} columns={columns} />
    </tbody>
  );
}

/** One-based, after the header. */
function rowNumber(index: number): RowMarkup {
  return { "aria-rowindex": index + 2 };
}

function Filler({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles["filler"]}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function isPrinting(): boolean {
  return window.matchMedia("print").matches;
}

function onPrint(changed: () => void): () => void {
  const media = window.matchMedia("print");
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}
