import pLimit from "p-limit";
import { ofKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";
import { retireDisabledRegions } from "#lib/store/regions.ts";
import { collectUnit, type Unit, type UnitResult } from "./collect-unit.ts";
import type { Collector } from "./define.ts";
import type { AccountSession } from "./session.ts";
import { settleAll } from "./settle-all.ts";
import { recordUnreachable } from "./unreachable.ts";
import { isVouching } from "./vouching.ts";

export interface AccountCollection {
  readonly pool: Pool;
  readonly session: AccountSession;
  readonly collectors: readonly Collector[];
  /** What besides is read in a Region: other detectors' findings that no administrator answers for. */
  besides(region: string): readonly Collector[];
  /** The AWS Config resource types an aggregator knows in the account's Region; undefined where it knows none. */
  inventory(region: string): ReadonlySet<string> | undefined;
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

/** Collects one account: enters it, learns its Regions, then reads global and regional kinds side by side. */
export async function collectAccount(collection: AccountCollection): Promise<AccountCollected> {
  const { session, collectors, pool, asOf } = collection;
  const { accountId } = session;
  const entered = await recordUnreachable({ ...collection, accountId }, () => knownRegions(collection));
  if (entered !== null) {
    const nothing = { readsComplete: 0, factsChanged: 0, findingsOpened: 0, findingsResolved: 0 };
    const regions = await knownRegions(collection);
    return { regions, unreachable: entered.error, readsIncomplete: entered.entries.length, ...nothing };
  }

  await collection.onStep("Reading Regions and global services");
  const global = collectors.filter((collector) => collector.scope === "global");
  const [regionCollectors, others] = partition(global, (collector) =>
    collector.reads.some((read) => read.yields.some((kind) => kind === "ec2.region")),
  );
  const limit = pLimit(readsAtOnce);
  const unit: Omit<Unit, "collectors" | "enabledRegions"> = {
    ...collection,
    limit,
    region: undefined,
    findingScope: { accountIds: [accountId], regions: null },
  };
  const seen = await collectUnit({ ...unit, collectors: regionCollectors, enabledRegions: [] });
  const enabledRegions = await knownRegions(collection);
  const regions = enabledRegions.filter(
    (region) => collection.onlyRegions.length === 0 || collection.onlyRegions.includes(region),
  );
  if (seen.coverage.every((entry) => entry.state === "complete"))
    await retireDisabledRegions(pool, { accountId, asOf, enabled: enabledRegions });

  let done = 0;
  const readRegion = async (region: string) => {
    const results = await collectRegion(collection, { ...unit, enabledRegions, region });
    done += 1;
    await collection.onStep(`Read ${done} of ${regions.length} Regions`);
    return results;
  };
  const results = await settleAll([
    collectUnit({ ...unit, collectors: others, enabledRegions }).then((result) => [result]),
    ...regions.map(readRegion),
  ]);
  return { regions, unreachable: null, ...sum([seen, ...results.flat()]), ...session.counts };
}

/**
 * Reads one Region. Where an aggregator knows what is there, the recorder is asked first: if it records
 * everything, what Config does not list need not be asked for.
 */
async function collectRegion(
  collection: AccountCollection,
  unit: Omit<Unit, "collectors"> & { readonly region: string },
): Promise<UnitResult[]> {
  const { region } = unit;
  const regional = collection.collectors.filter((collector) => collector.scope === "regional");
  const findingScope = { accountIds: [unit.session.accountId], regions: [region] };
  const rest = { ...unit, findingScope };
  const inventory = collection.inventory(region);
  if (inventory === undefined)
    return [await collectUnit({ ...rest, collectors: joined([...regional, ...collection.besides(region)]) })];
  const [config, others] = partition(regional, ({ service }) => service === "config");
  const first = await collectUnit({ ...rest, collectors: config });
  const vouched = (await isVouching(unit.pool, unit.session.accountId, region, unit.asOf))
    ? inventory
    : undefined;
  return [
    first,
    await collectUnit({ ...rest, vouched, collectors: joined([...others, ...collection.besides(region)]) }),
  ];
}

/** One collector a service: what two of them rest on is read once. */
function joined(collectors: readonly Collector[]): readonly Collector[] {
  return Object.values(Object.groupBy(collectors, ({ service }) => service)).flatMap((same = []) => {
    const [first] = same;
    const reads = [...new Set(same.flatMap((collector) => collector.reads))];
    const budgets = Object.assign({}, ...same.toReversed().map((collector) => collector.budgets));
    return first === undefined ? [] : [{ ...first, budgets, reads }];
  });
}

/** The account's enabled Regions as the store knows them, from this run or, failing that, an earlier one. */
async function knownRegions({ pool, session, asOf }: AccountCollection): Promise<readonly string[]> {
  const { facts } = await loadEvidence(pool, session.accountId, asOf, ["ec2.region"]);
  return ofKind(facts, "ec2.region")
    .map(({ payload }) => payload.name)
    .sort();
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
