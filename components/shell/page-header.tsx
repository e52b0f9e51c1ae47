"use client";

import { IconClockExclamation } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./page-header.module.css";

export function PageHeader({
  title,
  description,
  parent,
  freshness,
  actions,
}: {
  title: string;
  description?: ReactNode;
  parent?: { readonly href: string; readonly label: string };
  freshness?: FreshnessDto;
  actions?: ReactNode;
}) {
  return (
    <>
      <div className={styles["header"]}>
        <div className={styles["titles"]}>
          {parent === undefined ? null : (
            <nav aria-label="Breadcrumb" className={`${styles["crumbs"]} no-print`}>
              <Link href={parent.href}>{parent.label}</Link>
              <span aria-hidden>/</span>
            </nav>
          )}
          <h1 className={styles["title"]}>{title}</h1>
          {description === undefined ? null : <div className={styles["description"]}>{description}</div>}
          {freshness === undefined ? null : (
            <div className={`${styles["description"]} print-only`}>
              As of <Instant at={freshness.asOf} />, last collected <Instant at={freshness.lastRunAt} />
            </div>
          )}
        </div>
        {actions === undefined ? null : <div className={`${styles["actions"]} no-print`}>{actions}</div>}
      </div>
      {freshness?.stale === true ? <StaleBanner freshness={freshness} /> : null}
    </>
  );
}

function StaleBanner({ freshness }: { freshness: FreshnessDto }) {
  return (
    <div role="status" className={styles["stale"]}>
      <IconClockExclamation size={18} stroke={1.8} aria-hidden />
      <span>
        Last collected <Instant at={freshness.lastRunAt} />.{" "}
        {freshness.isPast
          ? "What happened from then until the moment shown is not in these numbers."
          : "What happened since is not in these numbers: collect again before relying on them."}
      </span>
    </div>
  );
}
