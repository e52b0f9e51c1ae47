"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { TargetPanel } from "#components/targets/target-panel.tsx";
import styles from "#components/targets/targets.module.css";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { targetsOptions } from "#lib/api/record-options.ts";

export function TargetsView() {
  const { data } = useQuery(targetsOptions(useAsOf()));
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  return (
    <>
      <PageHeader
        title="Targets"
        description="what the four metrics are to reach, and who has said so"
        freshness={data.freshness}
      />
      <div className={styles["grid"]}>
        {data.targets.map((target) => (
          <TargetPanel key={target.metric} target={target} />
        ))}
      </div>
      <p className={styles["judge"]}>
        A target moves what counts as on target and where a forecast ends, and trends mark the day on which it
        was set. The controls <Link href="/controls/mttd-target">MTTD under 5 minutes</Link> and{" "}
        <Link href="/controls/permission-utilization">Under 10 % of permissions unused</Link> judge by the
        default all the same: the number is in their title, and a softer target makes no control pass.
      </p>
    </>
  );
}
