import type { LimitFunction } from "p-limit";
import type { CoverageVia } from "#lib/inventory/coverage.ts";
import { type FactKind, globalRegion } from "#lib/inventory/kinds.ts";
import { type CoverageEntry, listFreshKinds, recordCoverage } from "#lib/store/coverage.ts";
import { FactStage } from "#lib/store/facts.ts";
import type { FindingScope } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { Collector, Read } from "./define.ts";
import type { ReadFailure } from "./failure.ts";
import { readFacts, readFindings } from "./perform-read.ts";
import type { Observed, ReadEnd } from "./run-read.ts";
import type { AccountSession } from "./session.ts";
import { settleAll } from "./settle-all.ts";

/** What one unit of work (an account in one Region, or globally) is read with. */
export interface Unit {
  readonly pool: Pool;
  readonly session: AccountSession;
  readonly collectors: readonly Collector[];
  /** The Region, or undefined for the account's global reads. */
  readonly region: string | undefined;
  /** The Regions that are enabled in the account, sorted. */
  readonly enabledRegions: readonly string[];
  /** Regions that are enabled too and that the run is told to keep out of; see `ReadContext`. */
  readonly otherRegions?: readonly string[];
  readonly runId: bigint;
  readonly asOf: Date;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Bounds the reads of one account that run at once. */
  readonly limit: LimitFunction;
  /** What another detector's complete answer speaks for: findings there that it does not repeat are resolved. */
  readonly findingScope: FindingScope;
  /** Whose the facts and coverage are, where that is not the session's account. */
  readonly belongsTo?: string;
  /** `account` unless told. */
  readonly via?: CoverageVia;
  /** The AWS Config resource types that this account has in this Region, where Config vouches for it. */
  readonly vouched?: ReadonlySet<string> | undefined;
}

export interface UnitResult {
  readonly coverage: readonly CoverageEntry[];
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
}

export interface Gathered {
  readonly stage: FactStage;
  readonly coverage: CoverageEntry[];
  findingsOpened: number;
  findingsResolved: number;
}

/** What one collector has read so far. */
export interface Progress {
  /** Facts of the kinds that a later read needs. */
  readonly needed: Observed[];
  readonly neededKinds: ReadonlySet<FactKind>;
  readonly failures: Map<FactKind, ReadFailure>;
  readonly emitted: Set<string>;
}

/** The account whose facts and coverage a unit writes. */
export function ownerOf({ belongsTo, session }: Unit): string {
  return belongsTo ?? session.accountId;
}

/**
 * Runs the reads of a unit and stores what they saw: facts first, coverage after, so that coverage never
 * promises facts that are not there. Throws on cancellation, on an undeclared operation, and when Postgres fails.
 */
export async function collectUnit(unit: Unit): Promise<UnitResult> {
  const { pool, asOf, runId } = unit;
  const accountId = ownerOf(unit);
  const stage = new FactStage(pool, { accountId, asOf });
  const gathered: Gathered = { stage, coverage: [], findingsOpened: 0, findingsResolved: 0 };
  try {
    const fresh = await freshReads(unit);
    await settleAll(unit.collectors.map((collector) => runCollector(unit, collector, fresh.reads, gathered)));
    const complete = gathered.coverage.filter((entry) => entry.state === "complete");
    const changes = await stage.merge(complete.map(({ kind, region }) => ({ kind, region })));
    await recordCoverage(pool, { accountId, runId, asOf, entries: gathered.coverage });
    return {
      coverage: [...gathered.coverage, ...fresh.coverage],
      factsChanged: changes.inserted + changes.closed,
      findingsOpened: gathered.findingsOpened,
      findingsResolved: gathered.findingsResolved,
    };
  } catch (error) {
    await stage.discard();
    throw error;
  }
}

async function runCollector(
  unit: Unit,
  collector: Collector,
  fresh: ReadonlySet<Read>,
  gathered: Gathered,
): Promise<void> {
  const progress: Progress = {
    needed: [],
    neededKinds: new Set(collector.reads.flatMap((read) => read.needs ?? [])),
    failures: new Map(),
    emitted: new Set(),
  };
  const run = async (read: Read) => {
    if (fresh.has(read)) return;
    if (isEmpty(unit, read)) {
      cover(unit, read, { failure: null, unseen: [] }, "config");
      return;
    }
    const end = await unit.limit(() =>
      "collect" in read
        ? readFacts(unit, collector, read, progress, gathered)
        : readFindings(unit, collector, read, progress, gathered),
    );
    cover(unit, read, end, unit.via ?? "account");
  };
  const cover = (of: Unit, read: Read, end: ReadEnd, via: CoverageVia) => {
    for (const kind of read.yields)
      gathered.coverage.push(coverageOf(of, kind, end, progress.emitted.has(kind), via));
  };
  await settleAll(collector.reads.filter((read) => (read.needs ?? []).length === 0).map(run));
  await settleAll(collector.reads.filter((read) => (read.needs ?? []).length > 0).map(run));
}

function isEmpty({ vouched }: Unit, { emptyWithout }: Read): boolean {
  if (vouched === undefined || emptyWithout === undefined) return false;
  return !emptyWithout.some((type) => vouched.has(type));
}

/** The reads whose last answer still holds and that no other read of their collector rests on. */
async function freshReads(unit: Unit): Promise<FreshReads> {
  const lasting = unit.collectors.flatMap(({ reads }) => {
    // What was not read anew cannot be handed on: the reads that rest on it would see nothing of it.
    const needed = new Set<string>(reads.flatMap((read) => read.needs ?? []));
    return reads.filter(
      (read) => read.renewAfterHours !== undefined && !read.yields.some((kind) => needed.has(kind)),
    );
  });
  if (lasting.length === 0) return { reads: new Set(), coverage: [] };
  const fresh = await listFreshKinds(unit.pool, {
    accountId: ownerOf(unit),
    region: unit.region ?? globalRegion,
    asOf: unit.asOf,
    kinds: lasting.flatMap(({ yields, renewAfterHours = 0 }) =>
      yields.map((kind) => ({ kind, hours: renewAfterHours })),
    ),
  });
  const region = unit.region ?? globalRegion;
  return {
    reads: new Set(lasting.filter(({ yields }) => yields.every((kind) => fresh.has(kind)))),
    coverage: [...fresh].flatMap(([kind, { now }]) =>
      now ? [{ region, kind, state: "complete" as const, cause: null, unseen: [] }] : [],
    ),
  };
}

interface FreshReads {
  readonly reads: ReadonlySet<Read>;
  /** What an earlier attempt of this very run has read. */
  readonly coverage: readonly CoverageEntry[];
}

function coverageOf(
  unit: Unit,
  kind: string,
  end: ReadEnd,
  emitted: boolean,
  via: CoverageVia,
): CoverageEntry {
  const region = unit.region ?? globalRegion;
  if (end.failure === null) return { region, kind, state: "complete", cause: null, unseen: [], via };
  const { cause, state } = end.failure;
  const some = emitted || end.unseen.length > 0;
  return { region, kind, state: some ? "partial" : state, cause, unseen: end.unseen, via };
}
