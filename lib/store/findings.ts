import type pg from "pg";
import type { FindingDraft, FindingSource } from "#lib/inventory/findings.ts";
import { copyRows, hashOf, toJsonb, uidOf } from "./copy.ts";
import { ensureMonth } from "./months.ts";
import { transaction } from "./pool.ts";

/**
 * Which open findings are resolved when they are not drafted again.
 *
 * - `judged`: our own, in one account, for the (control, Region) pairs that were judged, but not for the
 *   resources named in `unseen`.
 * - `source`: another detector's, in one account and Region, or of the whole Organization.
 * - `none`: the reading was not complete, so nothing is resolved.
 */
export type ResolveScope =
  | {
      readonly by: "judged";
      readonly accountId: string;
      readonly judged: readonly {
        readonly controlId: string;
        readonly region: string;
        readonly unseen: readonly string[];
      }[];
    }
  | {
      readonly by: "source";
      readonly source: FindingSource;
      readonly accountId: string | null;
      readonly region: string | null;
    }
  | { readonly by: "none" };

export interface FindingMerge {
  readonly asOf: Date;
  readonly findings: AsyncIterable<FindingDraft> | Iterable<FindingDraft>;
  /** Asked after `findings` ended. */
  resolve(): ResolveScope;
}

export interface FindingChanges {
  readonly opened: number;
  readonly changed: number;
  readonly resolved: number;
}

const columns =
  "uid, source, kind, account_id, region, key, control_id, resource_id, resource_type, severity, title, evidence, hash, detected_at, first_observed_at";

const staging = `
  create temp table if not exists staging_finding (
    position bigint generated always as identity, uid uuid, source finding_source, kind finding_kind,
    account_id varchar(12), region text, key text, control_id text, resource_id text, resource_type text,
    severity severity, title text, evidence jsonb, hash bytea, detected_at timestamptz,
    first_observed_at timestamptz, opened_at timestamptz
  ) on commit delete rows`;

const dropRepeats = `
  delete from staging_finding f using staging_finding s where s.uid = f.uid and s.position > f.position`;

// Another detector may list the findings of an account long after it left; for us it has none.
const dropDeparted = `
  delete from staging_finding f
  where exists (select from account a where a.id = f.account_id)
    and not exists (
      select from account a where a.id = f.account_id and a.valid_to = 'infinity' and a.state = 'ACTIVE')`;

// Frozen at first sight: a later version keeps when it opened, was detected and was first observed.
const carry = `
  update staging_finding s set opened_at = f.opened_at, detected_at = f.detected_at,
    first_observed_at = f.first_observed_at
  from finding_current f where f.uid = s.uid and f.hash <> s.hash`;

const dropOwn = `
  delete from finding f using staging_finding s
  where f.uid = s.uid and f.valid_to = 'infinity' and f.valid_from = $1 and f.hash <> s.hash`;

const closeChanged = `
  update finding f set valid_to = $1, ended = 'changed' from staging_finding s
  where f.uid = s.uid and f.valid_to = 'infinity' and f.hash <> s.hash`;

const missing = `
  f.valid_to = 'infinity' and not exists (select from staging_finding s where s.uid = f.uid)`;

const outOfJudged = `
  f.source = 'postern' and f.account_id = $2
  and exists (
    select from jsonb_to_recordset($3::jsonb) as j(control_id text, region text, unseen text[])
    where j.control_id = f.control_id and j.region = f.region and f.resource_id <> all(j.unseen))`;

const outOfSource = `
  f.source = $2::finding_source and ($3::text is null or f.account_id = $3)
  and ($4::text is null or f.region = $4)`;

// Sorted, so that every staged row is looked up before the first is inserted: otherwise the planner, which saw
// an empty table, may read again and again the very rows that this statement adds.
const insertNew = `
  insert into finding (${columns}, opened_at, valid_from, valid_to)
  select ${columns
    .split(", ")
    .map((column) => `s.${column}`)
    .join(", ")}, coalesce(s.opened_at, $1), $1, 'infinity'
  from staging_finding s
  where not exists (select from finding_current f where f.uid = s.uid)
  order by s.position`;

/**
 * Merges drafted findings into the open ones: new ones open at `asOf`, changed ones get a new version with the
 * same `opened_at`, and those of the resolved scope that were not drafted again end. Unchanged ones are not
 * written. One transaction; repeating it with the same input changes nothing.
 */
export async function mergeFindings(pool: pg.Pool, merge: FindingMerge): Promise<FindingChanges> {
  await ensureMonth(pool, merge.asOf);
  return transaction(pool, async (client) => {
    await client.query(staging);
    await copyRows(client, `staging_finding (${columns})`, rowsOf(merge.findings));
    await client.query(dropRepeats);
    await client.query(dropDeparted);
    const carried = await client.query(carry);
    await client.query(dropOwn, [merge.asOf]);
    await client.query(closeChanged, [merge.asOf]);
    const resolved = await resolveMissing(client, merge.asOf, merge.resolve());
    const inserted = await client.query(insertNew, [merge.asOf]);
    const changed = carried.rowCount ?? 0;
    return { opened: (inserted.rowCount ?? 0) - changed, changed, resolved };
  });
}

async function resolveMissing(client: pg.PoolClient, asOf: Date, scope: ResolveScope): Promise<number> {
  if (scope.by === "none") return 0;
  const [condition, values] =
    scope.by === "judged"
      ? [outOfJudged, [scope.accountId, judgedJson(scope.judged)]]
      : [outOfSource, [scope.source, scope.accountId, scope.region]];
  const own = await client.query(
    `delete from finding f where ${missing} and f.valid_from = $1 and ${condition}`,
    [asOf, ...values],
  );
  const closed = await client.query(
    `update finding f set valid_to = $1, ended = 'resolved' where ${missing} and ${condition}`,
    [asOf, ...values],
  );
  return (own.rowCount ?? 0) + (closed.rowCount ?? 0);
}

function judgedJson(judged: Extract<ResolveScope, { by: "judged" }>["judged"]): string {
  return JSON.stringify(
    judged.map((scope) => ({ control_id: scope.controlId, region: scope.region, unseen: scope.unseen })),
  );
}

async function* rowsOf(findings: FindingMerge["findings"]) {
  for await (const finding of findings) {
    const evidence = toJsonb(finding.evidence);
    const said = [finding.severity, finding.title, finding.resourceId, finding.resourceType, evidence];
    yield [
      uidOf(finding.source, finding.accountId, finding.key),
      finding.source,
      finding.kind,
      finding.accountId,
      finding.region,
      finding.key,
      finding.controlId,
      finding.resourceId,
      finding.resourceType,
      finding.severity,
      finding.title,
      evidence,
      hashOf(said.join("\u0000")),
      finding.detectedAt,
      finding.firstObservedAt,
    ] as const;
  }
}
