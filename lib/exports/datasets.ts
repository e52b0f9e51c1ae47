import type { Viewer } from "#lib/auth/viewer.ts";
import type { Pool } from "#lib/store/pool.ts";
import { streamRows } from "#lib/store/stream.ts";
import { requirementRows } from "./requirement-rows.ts";

type Rows = AsyncIterable<Record<string, unknown>>;

interface Dataset {
  readonly columns: readonly string[];
  /** `$1` is the instant, `$2` the accounts the viewer may see or null for all. */
  readonly sql: string;
  /** Makes the dataset's rows out of those of the statement, where they are not the same. */
  readonly derive?: (rows: Rows) => AsyncGenerator<Record<string, unknown>>;
}

const inForce = "x.valid_from <= $1 and x.valid_to > $1";
const visible = (column: string) => `($2::text[] is null or ${column} = any($2))`;
const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Whether an exception may hold findings in one of the viewer's accounts, as they were at the instant. */
const concernsAt = (x: string) => `($2::text[] is null or case ${x}.scope
  when 'organization' then true
  when 'account' then ${x}.target = any($2)
  when 'organizational-unit' then exists (
    select from account a where a.id = any($2) and a.valid_from <= $1 and a.valid_to > $1
      and ${x}.target = any(string_to_array(a.ou_path, '/')))
  else exists (select from finding f where f.exception_id = ${x}.id and f.account_id = any($2)) end)`;

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
      "exception",
    ],
    sql: `select x.account_id as account, x.region, x.resource_id as resource, x.control_id as control,
        x.severity, case when x.exception_id is null then 'open' else 'excepted' end as status, ${utc("x.opened_at")} as "openedAt", x.source, x.kind, x.title,
        x.exception_id as exception
      from finding x where ${inForce} and ${visible("x.account_id")}
      order by x.account_id, x.control_id, x.region, x.resource_id, x.uid`,
  },
  disagreements: {
    columns: [
      "account",
      "region",
      "resource",
      "control",
      "verdict",
      "evidence",
      "detectorControl",
      "detectorRegion",
      "detectorVerdict",
      "detectorEvidence",
      "detectorFinding",
      "openedAt",
    ],
    sql: `select x.account_id as account, x.region, x.resource_id as resource, x.control_id as control, x.verdict,
        x.evidence->>'summary' as evidence, x.detector_control as "detectorControl",
        x.detector_region as "detectorRegion",
        case x.verdict when 'pass' then 'failed' else 'passed' end as "detectorVerdict",
        x.detector_evidence->>'summary' as "detectorEvidence", x.detector_key as "detectorFinding",
        ${utc("x.opened_at")} as "openedAt"
      from disagreement x where ${inForce} and ${visible("x.account_id")}
      order by x.account_id, x.control_id, x.region, x.resource_id, x.detector_control`,
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
  exceptions: {
    columns: [
      "id",
      "control",
      "scope",
      "target",
      "state",
      "findings",
      "owner",
      "requester",
      "approver",
      "reason",
      "startsAt",
      "endsAt",
      "recordedAt",
      "recordedBy",
      "revokedAt",
      "revokedBy",
    ],
    sql: `select x.id, x.control_id as control, x.scope, x.target,
        case when x.closed_at <= $1 then 'revoked' when x.ends_at <= $1 then 'over'
          when x.starts_at > $1 then 'scheduled' else 'in-force' end as state,
        (select count(*)::int from finding f where f.exception_id = x.id and f.valid_from <= $1
           and f.valid_to > $1 and ${visible("f.account_id")}) as findings,
        x.owner, x.requester, x.approver, x.reason, ${utc("x.starts_at")} as "startsAt",
        ${utc("x.ends_at")} as "endsAt", ${utc("x.created_at")} as "recordedAt", x.recorded_by as "recordedBy",
        case when x.closed_at <= $1 then ${utc("x.closed_at")} end as "revokedAt",
        case when x.closed_at <= $1 then x.closed_by end as "revokedBy"
      from exception x where x.created_at <= $1 and ${concernsAt("x")} order by x.created_at, x.id`,
  },
  attestations: {
    columns: [
      "id",
      "control",
      "account",
      "met",
      "state",
      "attestedBy",
      "statement",
      "evidence",
      "attestedAt",
      "validUntil",
      "recordedBy",
      "withdrawnAt",
      "withdrawnBy",
    ],
    sql: `select x.id, x.control_id as control, x.account_id as account, x.met,
        case when x.withdrawn_at <= $1 then 'withdrawn' when x.valid_until <= $1 then 'expired'
          else 'in-force' end as state,
        x.attested_by as "attestedBy", x.statement, x.evidence_url as evidence,
        ${utc("x.attested_at")} as "attestedAt", ${utc("x.valid_until")} as "validUntil",
        x.recorded_by as "recordedBy",
        case when x.withdrawn_at <= $1 then ${utc("x.withdrawn_at")} end as "withdrawnAt",
        case when x.withdrawn_at <= $1 then x.withdrawn_by end as "withdrawnBy"
      from attestation x
      where x.created_at <= $1 and (x.account_id is null or ${visible("x.account_id")})
      order by x.attested_at, x.id`,
  },
  targets: {
    columns: ["metric", "value", "since", "setBy", "reason", "current"],
    // Of the whole Organization: the same for every viewer.
    sql: `select x.metric, x.value, ${utc("x.since")} as since, x.recorded_by as "setBy", x.reason,
        not exists (select from target y where y.metric = x.metric and y.since > x.since and y.since <= $1) as current
      from target x where x.since <= $1 and ($2::text[] is null or true) order by x.metric, x.since`,
  },
  incidents: {
    columns: [
      "id",
      "account",
      "title",
      "reason",
      "breachStartedAt",
      "detectedAt",
      "secondsToDetect",
      "recordedAt",
      "recordedBy",
      "withdrawnAt",
      "withdrawnBy",
    ],
    sql: `select x.id, x.account_id as account, x.title, x.reason, ${utc("x.breach_started_at")} as "breachStartedAt",
        ${utc("x.detected_at")} as "detectedAt",
        extract(epoch from x.detected_at - x.breach_started_at)::float8 as "secondsToDetect",
        ${utc("x.created_at")} as "recordedAt", x.recorded_by as "recordedBy",
        case when x.withdrawn_at <= $1 then ${utc("x.withdrawn_at")} end as "withdrawnAt",
        case when x.withdrawn_at <= $1 then x.withdrawn_by end as "withdrawnBy"
      from incident x where x.created_at <= $1 and ${visible("x.account_id")}
      order by x.detected_at, x.id`,
  },
  requirements: {
    columns: [
      "scope",
      "framework",
      "requirement",
      "section",
      "title",
      "state",
      "controls",
      "passed",
      "failed",
      "unknown",
      "notApplicable",
      "excepted",
    ],
    // Whole scopes one after another: a requirement's state needs the tallies of all its controls.
    sql: `select x.scope_id as scope, x.control_id as control, x.passed, x.failed, x.unknown,
        x.not_applicable as "notApplicable", x.excepted
      from tally x where ${inForce} and (x.scope_id ~ '^[0-9]{12}$' and ${visible("x.scope_id")}
        or x.scope_id ~ '^o-' and $2::text[] is null)
      order by x.scope_id, x.control_id`,
    derive: requirementRows,
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
  const { sql, derive }: Dataset = datasets[name];
  const rows = streamRows(pool, sql, [asOf, viewer.accounts === "all" ? null : viewer.accounts]);
  return derive === undefined ? rows : derive(rows);
}
