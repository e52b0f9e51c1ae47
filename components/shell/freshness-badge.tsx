"use client";

import { useQuery } from "@tanstack/react-query";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import { runOptions } from "#lib/api/query-options.ts";
import { progressOf } from "../runs/progress.ts";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./freshness-badge.module.css";

const POLL_MS = 1500;

function tone(name: "fresh" | "stale" | "running" | "lost"): string {
  return `${styles["badge"]} ${styles[name]}`;
}

/** How old the numbers are, from every page; leads to the run they come from. */
export function FreshnessBadge({ freshness, lost }: { freshness: FreshnessDto | undefined; lost: boolean }) {
  const dot = <span aria-hidden className={styles["dot"]} />;
  if (lost)
    return (
      <span className={tone("lost")} role="status">
        {dot}No answer from the server
      </span>
    );
  if (freshness === undefined) return <span className={styles["badge"]}>{dot}Looking…</span>;
  if (freshness.activeRunId !== null) return <ActiveRun id={freshness.activeRunId} />;
  if (freshness.lastRunAt === null)
    return (
      <Link href="/runs" className={tone("stale")}>
        {dot}Nothing collected yet
      </Link>
    );
  return (
    <Link href={`/runs/${freshness.lastRunId ?? ""}`} className={tone(freshness.stale ? "stale" : "fresh")}>
      {dot}
      <span>
        {freshness.stale ? "Stale: collected" : "Collected"} <Instant at={freshness.lastRunAt} />
      </span>
    </Link>
  );
}

function ActiveRun({ id }: { id: string }) {
  const { data } = useQuery({ ...runOptions(id, null), refetchInterval: POLL_MS, throwOnError: false });
  const progress = data === undefined ? undefined : progressOf(data.run);
  return (
    <Link href={`/runs/${id}`} className={tone("running")}>
      <span aria-hidden className={styles["dot"]} />
      <span>
        {data?.run.purpose === "judge" ? "Judging" : "Collecting"}
        {progress === undefined || progress.total === 0 ? "…" : ` ${progress.done} of ${progress.total}`}
      </span>
    </Link>
  );
}
