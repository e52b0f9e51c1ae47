import type { FindingDraft } from "#lib/inventory/findings.ts";
import { copyRows, hashOf, toJsonb } from "#lib/store/copy.ts";
import type { Pool } from "#lib/store/pool.ts";

/** The reference: the same rows by COPY straight into a table with the same indexes, and nothing else done. */
export async function rawCopy(
  pool: Pool,
  drafts: readonly FindingDraft[],
  uidOf: (...parts: string[]) => string,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("drop table if exists bench_raw");
    await client.query("create table bench_raw (like finding_current including all)");
    await copyRows(
      client,
      `bench_raw (uid, source, kind, account_id, region, key, control_id, resource_id, resource_type, severity,
         title, evidence, hash, opened_at, valid_from, valid_to)`,
      rows(drafts, uidOf),
    );
  } finally {
    client.release();
  }
}

async function* rows(drafts: readonly FindingDraft[], uidOf: (...parts: string[]) => string) {
  const instant = new Date(Date.UTC(2026, 0, 1));
  for (const draft of drafts) {
    const evidence = toJsonb(draft.evidence);
    yield [
      uidOf(draft.source, draft.accountId, draft.key),
      draft.source,
      draft.kind,
      draft.accountId,
      draft.region,
      draft.key,
      draft.controlId,
      draft.resourceId,
      draft.resourceType,
      draft.severity,
      draft.title,
      evidence,
      hashOf(evidence),
      instant,
      instant,
      "infinity",
    ] as const;
  }
}
