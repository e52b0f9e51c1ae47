import type pg from "pg";
import type { FindingDraft, FindingGone } from "#lib/inventory/findings.ts";
import { copyRows, hashOf, toJsonb, uidOf } from "./copy.ts";
import { dropOutdatedPasses } from "./detector-passes.ts";

const columns =
  "uid, source, kind, account_id, region, key, control_id, detector_control, exception_id, resource_id, resource_type, severity, title, evidence, hash, detected_at, first_observed_at";

const staging = `
  create temp table if not exists staging_finding (
    position bigint generated always as identity, uid uuid, source finding_source, kind finding_kind,
    account_id varchar(12), region text, key text, control_id text, detector_control text,
    exception_id uuid, resource_id text, resource_type text, severity severity, title text, evidence jsonb,
    hash bytea, detected_at timestamptz, first_observed_at timestamptz, gone boolean, opened_at timestamptz
  ) on commit delete rows`;

const dropRepeats = `
  delete from staging_finding f using staging_finding s where s.uid = f.uid and s.position > f.position`;

// Another detector may list the findings of an account long after it left; for us it has none.
const dropDeparted = `
  delete from staging_finding f
  where exists (select from account a where a.id = f.account_id)
    and not exists (
      select from account a where a.id = f.account_id and a.valid_to = 'infinity' and a.state = 'ACTIVE')`;

// What came by the queue of events in the meantime is newer than this run's view of it.
const dropOutdated = `
  delete from staging_finding s using finding f
  where f.uid = s.uid
    and ((f.valid_to = 'infinity' and f.valid_from > $1) or (f.valid_to > $1 and f.valid_to < 'infinity'))`;

const differs = "(f.hash <> s.hash or f.exception_id is distinct from s.exception_id)";

// Frozen at first sight: a later version keeps when it opened, was detected and was first observed.
const carry = `
  update staging_finding s set opened_at = f.opened_at, detected_at = f.detected_at,
    first_observed_at = f.first_observed_at
  from finding_current f where f.uid = s.uid and ${differs}`;

const dropOwn = `
  delete from finding f using staging_finding s
  where f.uid = s.uid and f.valid_to = 'infinity' and f.valid_from = $1 and (${differs} or s.gone)`;

const closeChanged = `
  update finding f set valid_to = $1, ended = 'changed' from staging_finding s
  where f.uid = s.uid and f.valid_to = 'infinity' and ${differs}`;

const closeGone = `
  update finding f set valid_to = $1, ended = 'resolved' from staging_finding s
  where s.gone and f.uid = s.uid
    and (f.valid_to = 'infinity' or (f.valid_to = $1 and f.ended = 'changed'))`;

// Sorted, so that every staged row is looked up before the first is inserted: otherwise the planner, which saw
// an empty table, may read again and again the very rows that this statement adds. An account, its administrator
// and the queue of events may report the same finding at the same moment: the first to commit stands.
const insertNew = `
  insert into finding (${columns}, opened_at, valid_from, valid_to)
  select ${columns
    .split(", ")
    .map((column) => `s.${column}`)
    .join(", ")}, coalesce(s.opened_at, $1), $1, 'infinity'
  from staging_finding s
  where not s.gone and not exists (select from finding_current f where f.uid = s.uid)
  order by s.position
  on conflict do nothing`;

export type FindingRow = FindingDraft | FindingGone;

/** Stages findings inside the caller's transaction, each once: the last thing said of it stands. */
export async function stageFindings(
  client: pg.PoolClient,
  findings: AsyncIterable<FindingRow> | Iterable<FindingRow>,
): Promise<void> {
  await client.query(staging);
  await copyRows(client, `staging_finding (${columns}, gone)`, rowsOf(findings));
  await client.query(dropRepeats);
  await client.query(dropDeparted);
}

/** Forgets what was staged of findings about which something newer than `asOf` is known. */
export async function dropOutdatedStaged(client: pg.PoolClient, asOf: Date): Promise<void> {
  await client.query(dropOutdated, [asOf]);
  await dropOutdatedPasses(client, asOf);
}

/** Ends the versions that staged findings replace or that are gone; to be followed by `insertStaged`. */
export async function closeStaged(
  client: pg.PoolClient,
  asOf: Date,
): Promise<{ changed: number; gone: number }> {
  const carried = await client.query(carry);
  await client.query(dropOwn, [asOf]);
  await client.query(closeChanged, [asOf]);
  const gone = await client.query(closeGone, [asOf]);
  return { changed: carried.rowCount ?? 0, gone: gone.rowCount ?? 0 };
}

/** Opens the staged findings that are not in force; the number of rows. */
export async function insertStaged(client: pg.PoolClient, asOf: Date): Promise<number> {
  const inserted = await client.query(insertNew, [asOf]);
  return inserted.rowCount ?? 0;
}

async function* rowsOf(findings: AsyncIterable<FindingRow> | Iterable<FindingRow>) {
  for await (const finding of findings) {
    const { source, accountId, key } = finding;
    const uid = uidOf(source, accountId, key);
    if ("gone" in finding) {
      const { region = null, detectorControl = null, resourceId = null, title = null } = finding.passed ?? {};
      const where = [uid, source, null, accountId, region, key] as const;
      const what = [null, detectorControl, null, resourceId, null, null, title] as const;
      yield [...where, ...what, null, null, null, null, "t"] as const;
      continue;
    }
    const evidence = toJsonb(finding.evidence);
    const said = [finding.severity, finding.title, finding.resourceId, finding.resourceType, evidence];
    yield [
      uid,
      source,
      finding.kind,
      accountId,
      finding.region,
      key,
      finding.controlId,
      finding.detectorControl ?? null,
      finding.exceptionId ?? null,
      finding.resourceId,
      finding.resourceType,
      finding.severity,
      finding.title,
      evidence,
      hashOf(said.join("\u0000")),
      finding.detectedAt,
      finding.firstObservedAt,
      "f",
    ] as const;
  }
}
