"use client";

import { IconHistory } from "@tabler/icons-react";
import { formatAsOf } from "../format.ts";
import { useAsOf, useHere } from "./as-of.tsx";
import styles from "./as-of-banner.module.css";
import { LinkToNow } from "./link.tsx";

/** Over every page of the past, on paper too: nobody is to take it for the present. */
export function AsOfBanner() {
  const asOf = useAsOf();
  const here = useHere();
  if (asOf === null) return null;
  return (
    <div role="status" className={styles["banner"]} data-print-colors>
      <IconHistory size={18} stroke={1.8} aria-hidden />
      <span>
        You see <strong>{formatAsOf(asOf)}</strong> as it was known then. The past can be read, not changed.{" "}
        <LinkToNow href={here(null)} className="no-print">
          Back to now
        </LinkToNow>
      </span>
    </div>
  );
}
