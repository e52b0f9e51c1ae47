import type pg from "pg";
import type { FindingKind, FindingSource } from "#lib/inventory/findings.ts";
import { endMissingPasses, mergeStagedPasses } from "./detector-passes.ts";
import { type CursorMove, moveCursor } from "./finding-cursors.ts";
import {
  closeStaged,
  dropOutdatedStaged,
  type FindingRow,
  insertStaged,
  stageFindings,
} from "./finding-staging.ts";
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
  | ({ readonly by: "source" } & SourceScope)
  | { readonly by: "none" };

/** Where another detector's answer speaks for everything: in some accounts and Regions, or in all (null). */
export interface FindingScope {
  readonly accountIds: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** Findings of one detector there. */
export interface SourceScope extends FindingScope {
  readonly source: FindingSource;
  /** Findings of these kinds alone. */
  readonly findingKinds?: readonly FindingKind[] | undefined;
}

export interface FindingMerge {
  readonly asOf: Date;
  readonly findings: AsyncIterable<FindingRow> | Iterable<FindingRow>;
  /** Asked after `findings` ended. */
  resolve(): ResolveScope;
  /** Committed together with the findings, after they ended. */
  cursor?(): CursorMove | undefined;
}

export interface FindingChanges {
  readonly opened: number;
  readonly changed: number;
  readonly resolved: number;
}

const missing = `
  f.valid_to = 'infinity' and not exists (select from staging_finding s where s.uid = f.uid)`;

const outOfJudged = `
  f.source = 'postern' and f.account_id = $2
  and exists (
    select from jsonb_to_recordset($3::jsonb) as j(control_id text, region text, unseen text[])
    where j.control_id = f.control_id and j.region = f.region and f.resource_id <> all(j.unseen))`;

/** Findings of a source scope, given as `$2` to `$5`, of which nothing newer than `$1` is known. */
export const outOfSource = `
  f.source = $2::finding_source and ($3::text[] is null or f.account_id = any($3))
  and ($4::text[] is null or f.region = any($4)) and ($5::finding_kind[] is null or f.kind = any($5))
  and f.valid_from <= $1`;

/**
 * Merges drafted findings into the open ones: new ones open at `asOf`, changed ones get a new version with the
 * same `opened_at`, and those that are gone, or of the resolved scope and not drafted again, end. Unchanged ones
 * are not written. One transaction; repeating it with the same input changes nothing.
 */
export async function mergeFindings(pool: pg.Pool, merge: FindingMerge): Promise<FindingChanges> {
  await ensureMonth(pool, merge.asOf);
  return transaction(pool, async (client) => {
    await stageFindings(client, merge.findings);
    const scope = merge.resolve();
    if (scope.by !== "judged") await mergePasses(client, merge.asOf, scope);
    const closed = await closeStaged(client, merge.asOf);
    const resolved = await resolveMissing(client, merge.asOf, scope);
    const inserted = await insertStaged(client, merge.asOf);
    const move = merge.cursor?.();
    if (move !== undefined) await moveCursor(client, move);
    return { opened: inserted - closed.changed, changed: closed.changed, resolved: resolved + closed.gone };
  });
}

async function mergePasses(
  client: pg.PoolClient,
  asOf: Date,
  scope: Exclude<ResolveScope, { by: "judged" }>,
): Promise<void> {
  await dropOutdatedStaged(client, asOf);
  await mergeStagedPasses(client, asOf);
  if (scope.by === "source") await endMissingPasses(client, asOf, scope, "staging_finding");
}

async function resolveMissing(client: pg.PoolClient, asOf: Date, scope: ResolveScope): Promise<number> {
  if (scope.by === "none") return 0;
  const [condition, values] =
    scope.by === "judged"
      ? [outOfJudged, [scope.accountId, judgedJson(scope.judged)]]
      : [outOfSource, [scope.source, scope.accountIds, scope.regions, scope.findingKinds ?? null]];
  return closeWhere(client, `${missing} and ${condition}`, [asOf, ...values]);
}

/** Resolves the findings `f` that fit: those of this very instant have no past to keep. The number of them. */
export async function closeWhere(
  client: pg.PoolClient,
  condition: string,
  values: readonly unknown[],
): Promise<number> {
  const own = await client.query(`delete from finding f where f.valid_from = $1 and ${condition}`, [
    ...values,
  ]);
  const closed = await client.query(
    `update finding f set valid_to = $1, ended = 'resolved' where ${condition}`,
    [...values],
  );
  return (own.rowCount ?? 0) + (closed.rowCount ?? 0);
}

function judgedJson(judged: Extract<ResolveScope, { by: "judged" }>["judged"]): string {
  return JSON.stringify(
    judged.map((scope) => ({ control_id: scope.controlId, region: scope.region, unseen: scope.unseen })),
  );
}
