import type pg from "pg";
import { z } from "zod";
import type { Evidence } from "#lib/inventory/findings.ts";
import { hashOf, toJsonb, uidOf } from "./copy.ts";
import { lockAccount, transaction } from "./pool.ts";

const text = z.string();

const statementRow = z.object({
  uid: text,
  status: z.enum(["passed", "failed"]),
  region: text,
  detectorControl: text,
  resourceId: text,
  key: text,
  title: text,
});

const failureRow = z.object({ uid: text, controlId: text, region: text, resourceId: text });

/** What Security Hub says now of some of its controls in an account, and which findings of ours are open there. */
export async function loadBothSides(
  pool: pg.Pool,
  accountId: string,
  of: { readonly controls: readonly string[]; readonly detectorControls: readonly string[] },
) {
  const [statements, failures] = await Promise.all([
    pool.query(
      `select uid, 'failed' as status, region, detector_control as "detectorControl",
         resource_id as "resourceId", key, title
       from finding where account_id = $1 and detector_control = any($2) and source = 'security-hub'
         and valid_to = 'infinity'
       union all
       select uid, 'passed', region, detector_control, resource_id, key, title
       from detector_pass where account_id = $1 and detector_control = any($2) and source = 'security-hub'
         and valid_to = 'infinity'`,
      [accountId, of.detectorControls],
    ),
    pool.query(
      `select uid, control_id as "controlId", region, resource_id as "resourceId" from finding
       where account_id = $1 and control_id = any($2) and source = 'postern' and valid_to = 'infinity'`,
      [accountId, of.controls],
    ),
  ]);
  return {
    statements: statementRow.array().parse(statements.rows),
    failures: failureRow.array().parse(failures.rows),
  };
}

export interface DisagreementRow {
  readonly controlId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly verdict: "pass" | "fail";
  readonly evidence: Evidence;
  readonly statement: z.infer<typeof statementRow>;
}

const standing = z.object({
  uid: text,
  controlId: text,
  region: text,
  resourceId: text,
  detectorControl: text,
  detectorRegion: text,
  hash: z.instanceof(Buffer),
  openedAt: z.date(),
});
export type StandingDisagreement = z.infer<typeof standing>;

export interface DisagreementMerge {
  readonly accountId: string;
  readonly asOf: Date;
  readonly found: readonly DisagreementRow[];
  /** Of those that were not found again: whether it was seen that they are over. */
  isOver(disagreement: StandingDisagreement): boolean;
}

/**
 * Brings an account's disagreements to what was found: new ones open at `asOf`, changed ones get a new version
 * with the same `opened_at`, those that are over end. Unchanged ones are not written.
 */
export async function mergeDisagreements(
  pool: pg.Pool,
  { accountId, asOf, found, isOver }: DisagreementMerge,
): Promise<void> {
  await transaction(pool, async (client) => {
    await lockAccount(client, accountId);
    const { rows } = await client.query(
      `select uid, control_id as "controlId", region, resource_id as "resourceId",
         detector_control as "detectorControl", detector_region as "detectorRegion", hash, opened_at as "openedAt"
       from disagreement where account_id = $1 and valid_to = 'infinity'`,
      [accountId],
    );
    const before = new Map(
      standing
        .array()
        .parse(rows)
        .map((row) => [row.uid, row]),
    );
    if (before.size === 0 && found.length === 0) return;
    const evidence = await loadFailing(client, found);
    const now = new Map(found.map((row) => [uidOfRow(accountId, row), entryOf(accountId, row, evidence)]));
    const changed = [...now].filter(([uid, entry]) => before.get(uid)?.hash.equals(entry.hash) !== true);
    const ended = [...before.values()]
      .filter((row) => !now.has(row.uid) && isOver(row))
      .map(({ uid }) => uid);
    const closing = [asOf, [...changed.map(([uid]) => uid), ...ended]];
    const inForce = "uid = any($2::uuid[]) and valid_to = 'infinity'";
    await client.query(`delete from disagreement where ${inForce} and valid_from = $1`, closing);
    await client.query(`update disagreement set valid_to = $1 where ${inForce}`, closing);
    for (const [uid, entry] of changed)
      await client.query(insert, [uid, ...entry.values, entry.hash, before.get(uid)?.openedAt ?? asOf, asOf]);
  });
}

const insert = `
  insert into disagreement (uid, account_id, region, control_id, resource_id, resource_type, verdict, evidence,
    detector_control, detector_region, detector_key, detector_title, detector_evidence, finding_uid, hash,
    opened_at, valid_from, valid_to)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'infinity')`;

function uidOfRow(accountId: string, { controlId, region, resourceId, statement }: DisagreementRow): string {
  return uidOf("disagreement", accountId, controlId, region, resourceId, statement.detectorControl);
}

/** The evidence of what fails there; what passes comes without any. */
async function loadFailing(
  client: pg.PoolClient,
  found: readonly DisagreementRow[],
): Promise<ReadonlyMap<string, unknown>> {
  const uids = found.filter(({ verdict }) => verdict === "pass").map(({ statement }) => statement.uid);
  if (uids.length === 0) return new Map();
  const { rows } = await client.query<{ uid: string; evidence: unknown }>(
    "select uid, evidence from finding where uid = any($1::uuid[]) and valid_to = 'infinity'",
    [uids],
  );
  return new Map(rows.map(({ uid, evidence }) => [uid, evidence]));
}

function entryOf(accountId: string, row: DisagreementRow, failing: ReadonlyMap<string, unknown>) {
  const { controlId, region, resourceId, resourceType, verdict, statement } = row;
  const passes: Evidence = {
    summary: `Security Hub says that ${statement.resourceId} passes ${statement.detectorControl}.`,
    fragments: [],
  };
  const said = toJsonb(failing.get(statement.uid) ?? passes);
  const ours = toJsonb(row.evidence);
  const findingUid =
    verdict === "pass" ? statement.uid : uidOf("postern", accountId, `${controlId}|${region}|${resourceId}`);
  const values = [
    accountId,
    region,
    controlId,
    resourceId,
    resourceType,
    verdict,
    ours,
    statement.detectorControl,
    statement.region,
    statement.key,
    statement.title,
    said,
    findingUid,
  ];
  return { values, hash: hashOf(values.join("\u0000")) };
}
