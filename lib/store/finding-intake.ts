import type pg from "pg";
import type { Sighting } from "#lib/inventory/findings.ts";
import { copyRows, uidOf } from "./copy.ts";
import { endMissingPasses, mergeStagedPasses } from "./detector-passes.ts";
import { type CursorMove, getCursor, moveCursor } from "./finding-cursors.ts";
import { closeStaged, dropOutdatedStaged, insertStaged, stageFindings } from "./finding-staging.ts";
import { closeWhere, type FindingChanges, mergeFindings, outOfSource, type SourceScope } from "./findings.ts";
import { ensureMonth } from "./months.ts";
import { transactionOn } from "./pool.ts";
import { type Spill, takeSpill } from "./spill.ts";

const atOnce = 1_000;
/** What changed just before a cursor moved may have been listed late. */
export const overlapMs = 15 * 60 * 1_000;
/** Once a night, all findings of a detector are compared: what vanished there says so nowhere else. */
export const reconcileAfterMs = 20 * 60 * 60 * 1_000;

export interface IntakeScope extends SourceScope {
  /** The place that is read: `<account asked>/<Region or global>`. */
  readonly place: string;
  /** Whether the detector can be asked for what changed since an instant. */
  readonly incremental: boolean;
  readonly asOf: Date;
}

const seenTable = "create temp table if not exists seen_finding (uid uuid) on commit preserve rows";

const unseen = `
  f.valid_to = 'infinity' and not exists (select from seen_finding s where s.uid = f.uid) and ${outOfSource}`;

/**
 * One reading of another detector's findings on its way into the store, a thousand at a time, each with the
 * cursor that stands for it. A reading that dies goes on where its last thousand was committed.
 */
export class FindingIntake {
  /** Only what changed since then is wanted; null: everything that is open. */
  readonly since: Date | null;
  readonly #pool: pg.Pool;
  readonly #scope: IntakeScope;
  /** Whether findings that are not listed are gone. */
  readonly #reconciles: boolean;
  /** Whether at its end all of them will have been seen. */
  readonly #whole: boolean;
  readonly #totals = { opened: 0, changed: 0, resolved: 0 };
  #position: Date | null = null;
  #waiting: Sighting[] = [];
  #spill: Spill | undefined;

  private constructor(
    pool: pg.Pool,
    scope: IntakeScope,
    since: Date | null,
    { reconciles = false, whole = false }: { reconciles?: boolean; whole?: boolean },
  ) {
    this.#pool = pool;
    this.#scope = scope;
    this.since = since;
    this.#reconciles = reconciles;
    this.#whole = reconciles || whole;
  }

  /** Decides between what changed and everything, by the place's cursor. */
  static async open(pool: pg.Pool, scope: IntakeScope): Promise<FindingIntake> {
    await ensureMonth(pool, scope.asOf);
    const cursor = await getCursor(pool, scope.source, scope.place);
    const since = cursor?.position ? new Date(cursor.position.getTime() - overlapMs) : null;
    const everything = () => new FindingIntake(pool, scope, null, { reconciles: true });
    if (!scope.incremental) return everything();
    if (cursor?.reconciledAt) {
      const age = scope.asOf.getTime() - cursor.reconciledAt.getTime();
      if (since === null || age >= reconcileAfterMs) return everything();
      return new FindingIntake(pool, scope, since, {});
    }
    // The first reading of all, perhaps begun before: nothing can have vanished that was never stored.
    const known = await pool.query(
      "select from finding_current where source = $1 and ($2::text[] is null or account_id = any($2)) and ($3::text[] is null or region = any($3)) and opened_at < $4 limit 1",
      [scope.source, scope.accountIds, scope.regions, scope.asOf],
    );
    if (known.rowCount !== 0) return everything();
    return new FindingIntake(pool, scope, since, { whole: true });
  }

  async add(sighting: Sighting): Promise<void> {
    this.#waiting.push(sighting);
    if (this.#waiting.length >= atOnce) await this.#flush();
  }

  /** Stores the rest. Findings that were not listed are resolved only when all of them were. */
  async finish(complete: boolean): Promise<FindingChanges> {
    const { source, accountIds, regions, findingKinds, asOf } = this.#scope;
    const scope = { source, accountIds, regions, findingKinds };
    try {
      if (this.#spill === undefined) {
        this.#advance();
        return await mergeFindings(this.#pool, {
          asOf,
          findings: this.#waiting.map(({ finding }) => finding),
          resolve: () => (complete && this.#reconciles ? { by: "source", ...scope } : { by: "none" }),
          cursor: () => this.#move(complete),
        });
      }
      await this.#flush();
      if (complete)
        await this.#transaction(this.#spill, async (client) => {
          if (this.#reconciles) {
            const values = [asOf, source, accountIds, regions, findingKinds ?? null];
            this.#totals.resolved += await closeWhere(client, unseen, values);
            await endMissingPasses(client, asOf, scope, "seen_finding");
          }
          const move = this.#move(true);
          if (move !== undefined) await moveCursor(client, move);
        });
      return this.#totals;
    } finally {
      this.close();
    }
  }

  /** Leaves what is committed and forgets the rest. */
  close(): void {
    this.#waiting = [];
    this.#spill?.release();
    this.#spill = undefined;
  }

  async #flush(): Promise<void> {
    if (this.#spill === undefined) {
      this.#spill = await takeSpill(this.#pool);
      await this.#spill.client.query(seenTable);
      await this.#spill.client.query("truncate seen_finding");
    }
    this.#advance();
    const findings = this.#waiting.map(({ finding }) => finding);
    this.#waiting = [];
    const { asOf } = this.#scope;
    await this.#transaction(this.#spill, async (client) => {
      if (this.#reconciles) await copyRows(client, "seen_finding (uid)", uidsOf(findings));
      await stageFindings(client, findings);
      await dropOutdatedStaged(client, asOf);
      await mergeStagedPasses(client, asOf);
      const closed = await closeStaged(client, asOf);
      const inserted = await insertStaged(client, asOf);
      this.#totals.opened += inserted - closed.changed;
      this.#totals.changed += closed.changed;
      this.#totals.resolved += closed.gone;
      const move = this.#move(false);
      if (move !== undefined) await moveCursor(client, move);
    });
  }

  #advance(): void {
    for (const { updatedAt } of this.#waiting)
      if (updatedAt !== null && (this.#position === null || updatedAt > this.#position))
        this.#position = updatedAt;
  }

  /** While everything is compared, the place must not look as if it had been read up to here. */
  #move(finished: boolean): CursorMove | undefined {
    const { source, place, incremental, asOf } = this.#scope;
    if (!incremental || (this.#reconciles && !finished)) return undefined;
    const reconciledAt = finished && this.#whole ? asOf : null;
    return { source, scope: place, position: this.#position, reconciledAt };
  }

  async #transaction(spill: Spill, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const { client } = spill;
    await transactionOn(
      client,
      () => work(client),
      (error) => {
        this.#spill = undefined;
        spill.release(error);
      },
    );
  }
}

async function* uidsOf(findings: readonly Sighting["finding"][]) {
  for (const { source, accountId, key } of findings) yield [uidOf(source, accountId, key)] as const;
}
