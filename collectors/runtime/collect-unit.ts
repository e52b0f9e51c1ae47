import type { LimitFunction } from "p-limit";
import type { FindingDraft, FindingSource } from "#lib/inventory/findings.ts";
import { type ExternalFindingKind, type FactKind, globalRegion, kinds } from "#lib/inventory/kinds.ts";
import { type CoverageEntry, recordCoverage } from "#lib/store/coverage.ts";
import { mergeFacts } from "#lib/store/facts.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { Collector, FactRead, FindingRead, Read, ReadContext } from "./define.ts";
import { NeededMissing, type ReadFailure } from "./failure.ts";
import { type Observed, type ReadEnd, runRead } from "./run-read.ts";
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
  readonly runId: bigint;
  readonly asOf: Date;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Bounds the reads of one account that run at once. */
  readonly limit: LimitFunction;
  /** What another detector's complete answer speaks for: findings there that it does not repeat are resolved. */
  readonly findingScope: { readonly accountId: string | null; readonly region: string | null };
}

export interface UnitResult {
  readonly coverage: readonly CoverageEntry[];
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
}

interface Gathered {
  readonly facts: Observed[];
  readonly coverage: CoverageEntry[];
  findingsOpened: number;
  findingsResolved: number;
}

const sourceOf: Record<ExternalFindingKind, FindingSource> = {
  "securityhub.finding": "security-hub",
  "guardduty.finding": "guardduty",
};

/**
 * Runs the reads of a unit and stores what they saw: facts first, coverage after, so that coverage never
 * promises facts that are not there. Throws on cancellation, on an undeclared operation, and when Postgres fails.
 */
export async function collectUnit(unit: Unit): Promise<UnitResult> {
  const gathered: Gathered = { facts: [], coverage: [], findingsOpened: 0, findingsResolved: 0 };
  await settleAll(unit.collectors.map((collector) => runCollector(unit, collector, gathered)));
  const column = unit.region ?? globalRegion;
  const complete = gathered.coverage.filter((entry) => entry.state === "complete");
  const changes = await mergeFacts(unit.pool, {
    accountId: unit.session.accountId,
    asOf: unit.asOf,
    facts: gathered.facts,
    complete: () => complete.map(({ kind }) => ({ kind, region: column })),
  });
  await recordCoverage(unit.pool, {
    accountId: unit.session.accountId,
    runId: unit.runId,
    asOf: unit.asOf,
    entries: gathered.coverage,
  });
  return {
    coverage: gathered.coverage,
    factsChanged: changes.inserted + changes.closed,
    findingsOpened: gathered.findingsOpened,
    findingsResolved: gathered.findingsResolved,
  };
}

async function runCollector(unit: Unit, collector: Collector, gathered: Gathered): Promise<void> {
  const failures = new Map<FactKind, ReadFailure>();
  const facts: Observed[] = [];
  const run = async (read: Read) => {
    const end = await unit.limit(() =>
      "collect" in read
        ? readFacts(unit, collector, read, facts, failures)
        : readFindings(unit, collector, read, facts, failures, gathered),
    );
    for (const kind of read.yields) {
      const emitted = facts.some((fact) => fact.kind === kind);
      gathered.coverage.push(coverageOf(unit, kind, end, emitted));
    }
  };
  await settleAll(collector.reads.filter((read) => (read.needs ?? []).length === 0).map(run));
  await settleAll(collector.reads.filter((read) => (read.needs ?? []).length > 0).map(run));
  for (const fact of facts) gathered.facts.push(fact);
}

async function readFacts(
  unit: Unit,
  collector: Collector,
  read: FactRead,
  facts: Observed[],
  failures: Map<FactKind, ReadFailure>,
): Promise<ReadEnd> {
  const end = await attempt(unit, collector, read, facts, failures, async (context) => {
    for await (const { kind, resourceId, payload } of read.collect(context)) {
      // Decoded once, here: a payload that is not of its kind never reaches the store.
      kinds[kind].schema.parse(payload);
      facts.push({ kind, resourceId, payload, region: unit.region ?? globalRegion });
    }
  });
  if (end.failure !== null) for (const kind of read.yields) failures.set(kind, end.failure);
  return end;
}

async function readFindings(
  unit: Unit,
  collector: Collector,
  read: FindingRead,
  facts: readonly Observed[],
  failures: ReadonlyMap<FactKind, ReadFailure>,
  gathered: Gathered,
): Promise<ReadEnd> {
  const drafts: FindingDraft[] = [];
  const end = await attempt(unit, collector, read, facts, failures, async (context) => {
    for await (const draft of read.findings(context)) drafts.push(draft);
  });
  const [kind] = read.yields;
  const source = kind === undefined ? undefined : sourceOf[kind];
  const changes = await mergeFindings(unit.pool, {
    asOf: unit.asOf,
    findings: drafts,
    resolve: () =>
      end.failure !== null || source === undefined
        ? { by: "none" }
        : { by: "source", source, ...unit.findingScope },
  });
  gathered.findingsOpened += changes.opened;
  gathered.findingsResolved += changes.resolved;
  return end;
}

function attempt(
  unit: Unit,
  collector: Collector,
  read: Read,
  facts: readonly Observed[],
  failures: ReadonlyMap<FactKind, ReadFailure>,
  consume: (context: ReadContext<FactKind>) => Promise<void>,
): Promise<ReadEnd> {
  return runRead(
    {
      session: unit.session,
      collector,
      read,
      region: unit.region ?? unit.session.homeRegion,
      signal: unit.signal,
      deadlineMs: unit.deadlineMs,
      enabledRegions: unit.enabledRegions,
      needed: (kind) => facts.filter((fact) => fact.kind === kind),
    },
    async (context) => {
      // What a read needs and was not seen is not "none": the read would answer an empty list for it.
      for (const needed of read.needs ?? []) {
        const failure = failures.get(needed);
        if (failure !== undefined) throw new NeededMissing(needed, failure);
      }
      await consume(context);
    },
  );
}

function coverageOf(unit: Unit, kind: string, end: ReadEnd, emitted: boolean): CoverageEntry {
  const region = unit.region ?? globalRegion;
  if (end.failure === null) return { region, kind, state: "complete", cause: null, unseen: [] };
  const { cause, state } = end.failure;
  const some = emitted || end.unseen.length > 0;
  return { region, kind, state: some ? "partial" : state, cause, unseen: end.unseen };
}
