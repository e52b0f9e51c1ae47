import pLimit from "p-limit";
import { collectUnit, type Unit } from "#collectors/runtime/collect-unit.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { recordUnreachable } from "#collectors/runtime/unreachable.ts";
import { globalRegion, ofKind } from "#lib/inventory/kinds.ts";
import type { CoverageEntry } from "#lib/store/coverage.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { CentralCollector, WorkerContext } from "./context.ts";
import { administratorOf } from "./finding-sources.ts";
import type { TaskJob } from "./run-task.ts";

const readsAtOnce = 4;

export interface CentralCollected {
  readonly calls: number;
  readonly throttles: number;
  readonly coverage: readonly CoverageEntry[];
  readonly factsChanged: number;
}

/**
 * Reads the facts of the Organization that its services' administrators hold: who is delegated is known from the
 * Organization itself, which was read before.
 */
export async function collectCentral(
  context: WorkerContext,
  task: TaskJob,
  managementAccountId: string,
): Promise<CentralCollected> {
  const evidence = await loadEvidence(context.pool, managementAccountId, task.run.asOf, [
    "organizations.delegated-administrator",
  ]);
  const byAccount = new Map<string, CentralCollector[]>();
  for (const central of context.collectors.central) {
    const account =
      administratorOf(evidence, central.administeredBy, true, managementAccountId) ?? managementAccountId;
    byAccount.set(account, [...(byAccount.get(account) ?? []), central]);
  }
  const results: CentralCollected[] = [];
  for (const [accountId, collectors] of byAccount)
    results.push(await collectFrom(context, task, { accountId, managementAccountId, collectors }));
  return {
    calls: results.reduce((sum, { calls }) => sum + calls, 0),
    throttles: results.reduce((sum, { throttles }) => sum + throttles, 0),
    coverage: results.flatMap(({ coverage }) => coverage),
    factsChanged: results.reduce((sum, { factsChanged }) => sum + factsChanged, 0),
  };
}

interface Administrator {
  readonly accountId: string;
  readonly managementAccountId: string;
  readonly collectors: readonly CentralCollector[];
}

async function collectFrom(
  { pool, access, deadlineMs, collectors: all }: WorkerContext,
  { run, signal, onStep }: TaskJob,
  { accountId, managementAccountId, collectors }: Administrator,
): Promise<CentralCollected> {
  await onStep(`Reading what account ${accountId} administers`);
  const session = assumedSession(accountId, access, run.id);
  const unit: Unit = {
    pool,
    session,
    collectors: all.regions,
    region: undefined,
    enabledRegions: [],
    runId: run.id,
    asOf: run.asOf,
    signal,
    deadlineMs,
    limit: pLimit(readsAtOnce),
    findingScope: { accountIds: [], regions: [] },
  };
  try {
    const reads = collectors.map(({ collector }) => collector);
    const via = accountId === managementAccountId ? "account" : "administrator";
    const entrance = { ...unit, collectors: reads, accountId: managementAccountId, via } as const;
    const entered = await recordUnreachable(entrance, [globalRegion]);
    if (entered !== null) return { ...session.counts, coverage: entered.entries, factsChanged: 0 };
    const own = await collectUnit(unit);
    const { facts } = await loadEvidence(pool, accountId, run.asOf, ["ec2.region"]);
    const enabled = ofKind(facts, "ec2.region")
      .map(({ payload }) => payload.name)
      .sort();
    const inScope = (region: string) => run.regions.length === 0 || run.regions.includes(region);
    const result = await collectUnit({
      ...unit,
      collectors: reads,
      enabledRegions: enabled.filter(inScope),
      otherRegions: enabled.filter((region) => !inScope(region)),
      belongsTo: managementAccountId,
      via,
    });
    return {
      ...session.counts,
      coverage: [...own.coverage, ...result.coverage],
      factsChanged: own.factsChanged + result.factsChanged,
    };
  } finally {
    session.clients.destroy();
  }
}
