"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import styles from "#components/drift/drift.module.css";
import { DriftCounts } from "#components/drift/drift-counts.tsx";
import { DriftTable } from "#components/drift/drift-table.tsx";
import { driftHref, totalOf } from "#components/drift/words.ts";
import { plural } from "#components/format.ts";
import { ScopeSelects } from "#components/scope/scope-selects.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { withAsOf } from "#lib/api/as-of.ts";
import type { DriftFilter } from "#lib/api/drift-filter.ts";
import { driftOptions } from "#lib/api/drift-options.ts";

export function DriftView({ filter }: { filter: DriftFilter }) {
  const asOf = useAsOf();
  const router = useRouter();
  const { data } = useQuery(driftOptions(filter, asOf));
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const { open, overdue } = totalOf(data);
  const late = data.limits === null ? "" : `, ${overdue === 0 ? "none" : plural(overdue, "finding")} overdue`;
  return (
    <>
      <PageHeader
        title="Drift"
        description={`${plural(open, "finding")} newly failing and open${late}`}
        freshness={data.freshness}
      />
      <ScopeSelects
        label="Limit drift"
        chosen={filter}
        scope={data.scope}
        control={data.control}
        onChange={(change) =>
          router.push(withAsOf(driftHref({ ...filter, cursor: null, ...change }), asOf), { scroll: false })
        }
      />
      <div className={styles["sections"]}>
        <DriftCounts drift={data} />
        <DriftTable drift={data} filter={filter} />
        <p className={styles["note"]}>
          Drift opened after its control first gave a verdict in its account: somebody changed what was in
          order, or made something new that is not. What an exception holds is none. The control{" "}
          <Link href="/controls/drift-sla">Drift is closed in time</Link> judges the same findings by the same
          days, as of each run; here they are counted until the moment shown.
        </p>
      </div>
    </>
  );
}
