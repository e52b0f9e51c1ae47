import { useMemo } from "react";
import type { MetricPartDto } from "#lib/api/dto/metrics.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { formatCount, formatMetric, formatPercent, plural } from "../format.ts";
import { isWeak } from "../posture/evidence-level.ts";
import { Panel } from "../posture/panel.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { StandingBadge } from "./standing-badge.tsx";
import type { AddressOf } from "./use-metric-filter.ts";
import { standingOf } from "./words.ts";

/** The same metric in the parts of a scope, the worst first. */
export function PartsPanel({
  title,
  kind,
  parts,
  metric,
  target,
  addressOf,
}: {
  title: string;
  kind: "unit" | "account";
  parts: readonly MetricPartDto[];
  metric: MeasuredMetric;
  target: number;
  addressOf: AddressOf;
}) {
  const columns = useMemo(
    (): Column<MetricPartDto>[] => [
      {
        id: "name",
        header: kind === "unit" ? "Unit" : "Account",
        cell: ({ id, name }) => (
          <Link href={addressOf({ unit: null, account: null, [kind]: id })} title={id}>
            {name}
          </Link>
        ),
      },
      {
        id: "value",
        header: "Value",
        align: "end",
        width: "6.5rem",
        cell: ({ latest }) =>
          latest !== null && isWeak(latest) ? (
            <span className={styles["weakCell"]} title="Insufficient evidence">
              <span aria-hidden className={`hatched ${styles["swatch"]}`} />
              {formatMetric(metric, latest.value)}
              <span className="visually-hidden">, insufficient evidence</span>
            </span>
          ) : (
            formatMetric(metric, latest?.value ?? null)
          ),
      },
      {
        id: "standing",
        header: "Target",
        needs: "medium",
        width: "7.5rem",
        cell: ({ latest }) => <StandingBadge standing={standingOf(metric, latest?.value ?? null, target)} />,
      },
      {
        id: "n",
        header: "n",
        align: "end",
        width: "4rem",
        cell: ({ latest }) => formatCount(latest?.n ?? 0),
      },
      {
        id: "unknown",
        header: "Unknown",
        align: "end",
        needs: "wide",
        width: "5rem",
        cell: ({ latest }) => formatCount(latest?.unknown ?? 0),
      },
      {
        id: "coverage",
        header: "Coverage",
        align: "end",
        width: "5.5rem",
        cell: ({ latest }) => (latest === null ? "n/a" : formatPercent(latest.coverage)),
      },
    ],
    [kind, metric, target, addressOf],
  );
  return (
    <Panel title={title} aside={plural(parts.length, kind)} className={styles["half"]}>
      <DataTable
        label={kind === "unit" ? "Units, worst first" : "Accounts, worst first"}
        columns={columns}
        rows={parts}
        rowId={({ id }) => id}
        flush
        empty={kind === "unit" ? "No units below." : "No accounts."}
      />
    </Panel>
  );
}
