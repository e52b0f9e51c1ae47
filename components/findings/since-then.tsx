"use client";

import { IconHistory } from "@tabler/icons-react";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import { formatDate } from "../format.ts";
import { useHere } from "../time/as-of.tsx";
import { LinkToNow } from "../time/link.tsx";
import styles from "./finding.module.css";

const words = {
  changed: "What is said of it changed",
  resolved: "It was resolved",
  departed: "It left with its account",
  reopened: "It was opened again",
} as const;

/** What has become of a finding after the moment that is shown. */
export function SinceThen({ since }: { since: NonNullable<FindingDto["since"]> }) {
  const here = useHere();
  return (
    <section aria-label="Since then" className={styles["held"]}>
      <IconHistory size={18} stroke={1.8} aria-hidden />
      <div>
        {words[since.what]} on {formatDate(since.at)}. <LinkToNow href={here(null)}>See it now</LinkToNow>
      </div>
    </section>
  );
}
