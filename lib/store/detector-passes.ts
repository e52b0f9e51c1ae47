import type pg from "pg";
import type { SourceScope } from "./findings.ts";

const isPass = "s.gone and s.detector_control is not null";
const isSame = `${isPass} and p.resource_id = s.resource_id and p.title = s.title`;

// What came by the queue of events in the meantime is newer than this run's view of it.
const dropOutdated = `
  delete from staging_finding s using detector_pass p
  where p.uid = s.uid
    and ((p.valid_to = 'infinity' and p.valid_from > $1) or (p.valid_to > $1 and p.valid_to < 'infinity'))`;

const ended = `p.uid = s.uid and p.valid_to = 'infinity' and not coalesce(${isSame}, false)`;

const dropOwn = `delete from detector_pass p using staging_finding s where p.valid_from = $1 and ${ended}`;

const close = `update detector_pass p set valid_to = $1 from staging_finding s where ${ended}`;

const open = `
  insert into detector_pass (uid, source, account_id, region, detector_control, resource_id, key, title,
    valid_from, valid_to)
  select s.uid, s.source, s.account_id, s.region, s.detector_control, s.resource_id, s.key, s.title, $1, 'infinity'
  from staging_finding s
  where ${isPass} and not exists (select from detector_pass p where p.uid = s.uid and p.valid_to = 'infinity')
  order by s.position
  on conflict do nothing`;

/** Forgets what was staged of passes about which something newer than `asOf` is known. */
export async function dropOutdatedPasses(client: pg.PoolClient, asOf: Date): Promise<void> {
  await client.query(dropOutdated, [asOf]);
}

/** Opens what staged findings say passes, and ends what they say fails or is gone. */
export async function mergeStagedPasses(client: pg.PoolClient, asOf: Date): Promise<void> {
  await client.query(dropOwn, [asOf]);
  await client.query(close, [asOf]);
  await client.query(open, [asOf]);
}

/** Ends the passes of a scope that a complete answer left out; `seen` is the temporary table of what it listed. */
export async function endMissingPasses(
  client: pg.PoolClient,
  asOf: Date,
  { source, accountIds, regions }: SourceScope,
  seen: "staging_finding" | "seen_finding",
): Promise<void> {
  const missing = `
    p.valid_to = 'infinity' and p.source = $2::finding_source and p.valid_from <= $1
    and ($3::text[] is null or p.account_id = any($3)) and ($4::text[] is null or p.region = any($4))
    and not exists (select from ${seen} s where s.uid = p.uid)`;
  const values = [asOf, source, accountIds, regions];
  await client.query(`delete from detector_pass p where p.valid_from = $1 and ${missing}`, values);
  await client.query(`update detector_pass p set valid_to = $1 where ${missing}`, values);
}
