import pLimit from "p-limit";
import { globalRegion } from "#lib/inventory/kinds.ts";
import { type CoverageEntry, recordCoverage } from "#lib/store/coverage.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";
import { retireDisabledRegions } from "#lib/store/regions.ts";
import { collectUnit, type UnitResult } from "./collect-unit.ts";
import type { Collector } from "./define.ts";
import { classify, RunCancelled } from "./failure.ts";
import type { AccountSession } from "./session.ts";
import { settleAll } from "./settle-all.ts";

export interface AccountCollection {
  readonly pool: Pool;
  readonly session: AccountSession;
  readonly collectors: readonly Collector[];
  readonly runId: bigint;
  readonly asOf: Date;
  /** Regions to keep to; empty means every enabled one. */
  readonly onlyRegions: readonly string[];
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  onStep(step: string): Promise<void>;
}

export interface AccountCollected {
  /** Regions in scope: enabled in the account and not left out by configuration. */
  readonly regions: readonly string[];
  readonly readsComplete: number;
  readonly readsIncomplete: number;
  readonly factsChanged: number;
  readonly findingsOpened: number;
  readonly findingsResolved: number;
  /** Set when the account could not be entered at all. */
  readonly unreachable: string | null;
}

const readsAtOnce = 16;

/**
 * Collects one account: enters it, learns its Regions, then reads global and regional kinds side by side.
 *
 * When the role cannot be assumed, every kind of the account is recorded as unseen for that reason, and nothing
 * that was known is retired.
 */
export async function collectAccount(collection: AccountCollection): Promise<AccountCollected> {
  const { session, collectors } = collection;
  const limit = pLimit(readsAtOnce);
  const unit = { ...collection, limit, findingScope: { accountId: session.accountId, region: null } };
  const entered = await enter(collection);
  if (entered !== null) return unreachable(collection, entered);

  await collection.onStep("Reading Regions and global services");
  const global = collectors.filter((collector) => collector.scope === "global");
  const [regionCollectors, others] = partition(global, (collector) =>
    collector.reads.some((read) => read.yields.some((kind) => kind === "ec2.region")),
  );
  const results: UnitResult[] = [
    await collectUnit({ ...unit, collectors: regionCollectors, region: undefined, enabledRegions: [] }),
  ];
  const enabled = await knownRegions(collection);
  const regions = enabled.filter(
    (region) => collection.onlyRegions.length === 0 || collection.onlyRegions.includes(region),
  );
  const regionsSeen = results[0]?.coverage.every((entry) => entry.state === "complete") ?? false;
  if (regionsSeen)
    await retireDisabledRegions(collection.pool, {
      accountId: session.accountId,
      asOf: collection.asOf,
      enabled,
    });

  const regional = collectors.filter((collector) => collector.scope === "regional");
  let done = 0;
  results.push(
    ...(await settleAll([
      collectUnit({ ...unit, collectors: others, region: undefined, enabledRegions: enabled }),
      ...regions.map(async (region) => {
        const result = await collectUnit({
          ...unit,
          collectors: regional,
          region,
          enabledRegions: enabled,
          findingScope: { accountId: session.accountId, region },
        });
        done += 1;
        await collection.onStep(`Read ${done} of ${regions.length} Regions`);
        return result;
      }),
    ])),
  );
  return { regions, unreachable: null, ...sum(results), ...session.counts };
}

async function enter({ session, signal }: AccountCollection): Promise<CoverageEntry["cause"]> {
  try {
    await session.credentials();
    return null;
  } catch (error) {
    if (signal.aborted) throw new RunCancelled();
    const { cause } = classify(error, "sts:AssumeRole");
    return cause;
  }
}

async function unreachable(
  collection: AccountCollection,
  cause: NonNullable<CoverageEntry["cause"]>,
): Promise<AccountCollected> {
  const { pool, session, runId, asOf } = collection;
  const regions = await knownRegions(collection);
  const state = classify(Object.assign(new Error(cause.message), { name: cause.code }), cause.action).state;
  const entries = collection.collectors.flatMap((collector) =>
    collector.reads.flatMap((read) =>
      read.yields.flatMap((kind) =>
        (collector.scope === "regional" ? regions : [globalRegion]).map((region) => ({
          region,
          kind,
          state,
          cause,
          unseen: [],
        })),
      ),
    ),
  );
  await recordCoverage(pool, { accountId: session.accountId, runId, asOf, entries });
  return {
    regions,
    unreachable: `${cause.code}: ${cause.message}`,
    readsComplete: 0,
    readsIncomplete: entries.length,
    factsChanged: 0,
    findingsOpened: 0,
    findingsResolved: 0,
  };
}

/** The account's enabled Regions as the store knows them, from this run or, failing that, an earlier one. */
async function knownRegions({ pool, session, asOf }: AccountCollection): Promise<readonly string[]> {
  const { facts } = await loadEvidence(pool, session.accountId, asOf, ["ec2.region"]);
  return facts.flatMap((fact) => ("optInStatus" in fact.payload ? [fact.payload.name] : [])).sort();
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function sum(results: readonly UnitResult[]) {
  const coverage = results.flatMap((result) => result.coverage);
  const total = (of: (result: UnitResult) => number) => results.reduce((all, result) => all + of(result), 0);
  const readsComplete = coverage.filter((entry) => entry.state === "complete").length;
  return {
    readsComplete,
    readsIncomplete: coverage.length - readsComplete,
    factsChanged: total((result) => result.factsChanged),
    findingsOpened: total((result) => result.findingsOpened),
    findingsResolved: total((result) => result.findingsResolved),
  };
}
