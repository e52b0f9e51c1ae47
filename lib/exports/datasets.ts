import type { Viewer } from "#lib/auth/viewer.ts";
import type { Pool } from "#lib/store/pool.ts";
import { streamRows } from "#lib/store/stream.ts";

interface Dataset {
  readonly columns: readonly string[];
  /** `$1` is the instant, `$2` the accounts the viewer may see or null for all. */
  readonly sql: string;
}

const inForce = "x.valid_from <= $1 and x.valid_to > $1";
const visible = (column: string) => `($2::text[] is null or ${column} = any($2))`;
const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What can be exported, its columns and its source. Columns are added at the end, never renamed or moved. */
export const datasets = {
  findings: {
    columns: [
      "account",
      "region",
      "resource",
      "control",
      "severity",
      "status",
      "openedAt",
      "source",
      "kind",
      "title",
    ],
    sql: `select x.account_id as account, x.region, x.resource_id as resource, x.control_id as control,
        x.severity, 'open' as status, ${utc("x.opened_at")} as "openedAt", x.source, x.kind, x.title
      from finding x where ${inForce} and ${visible("x.account_id")}
      order by x.account_id, x.control_id, x.region, x.resource_id, x.uid`,
  },
  tallies: {
    columns: [
      "account",
      "control",
      "passed",
      "failed",
      "unknown",
      "notApplicable",
      "excepted",
      "unknownCause",
    ],
    sql: `select x.scope_id as account, x.control_id as control, x.passed, x.failed, x.unknown,
        x.not_applicable as "notApplicable", x.excepted,
        (select string_agg(distinct coalesce(c->'cause'->>'action' || ' ', '') || (c->>'state'), '; ')
         from jsonb_array_elements(x.causes) c) as "unknownCause"
      from tally x where ${inForce} and x.scope_id ~ '^[0-9]{12}$' and ${visible("x.scope_id")}
      order by x.scope_id, x.control_id`,
  },
  metrics: {
    columns: [
      "scope",
      "scopeKind",
      "day",
      "metric",
      "value",
      "numerator",
      "denominator",
      "n",
      "unknown",
      "coverage",
    ],
    sql: `select x.scope_id as scope, x.scope_kind as "scopeKind", to_char(x.day, 'YYYY-MM-DD') as day, x.metric,
        x.value, x.numerator, x.denominator, x.n, x.unknown, x.coverage
      from metric_point x where x.day <= ($1::timestamptz at time zone 'UTC')::date
        and ($2::text[] is null or x.scope_id = any($2))
      order by x.scope_kind, x.scope_id, x.metric, x.day`,
  },
  coverage: {
    columns: ["account", "region", "kind", "state", "cause", "confirmedAt", "via"],
    sql: `select x.account_id as account, x.region, x.kind,
        case when x.state = 'complete' and $1 - x.confirmed_at > interval '24 hours' then 'stale'
          else x.state::text end as state,
        case when x.cause_code is null then null
          else x.cause_action || ' ' || x.cause_code || ': ' || x.cause_message end as cause,
        ${utc("x.confirmed_at")} as "confirmedAt", x.via
      from coverage x where ${inForce} and ${visible("x.account_id")}
      order by x.account_id, x.region, x.kind`,
  },
  accounts: {
    columns: ["account", "name", "email", "state", "ouPath", "joinedAt"],
    sql: `select x.id as account, x.name, x.email, x.state, x.ou_path as "ouPath",
        ${utc("x.joined_at")} as "joinedAt"
      from account x where ${inForce} and ${visible("x.id")} order by x.id`,
  },
} as const satisfies Record<string, Dataset>;

export type DatasetName = keyof typeof datasets;

export function isDatasetName(name: string): name is DatasetName {
  return Object.hasOwn(datasets, name);
}

/** The rows of a dataset at an instant that the viewer may see, in a fixed order. */
export function exportRows(
  viewer: Viewer,
  pool: Pool,
  name: DatasetName,
  asOf: Date,
): AsyncGenerator<Record<string, unknown>> {
  return streamRows(pool, datasets[name].sql, [asOf, viewer.accounts === "all" ? null : viewer.accounts]);
}
