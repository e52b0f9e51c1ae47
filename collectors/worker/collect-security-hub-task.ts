import pLimit from "p-limit";
import { collectUnit, type Unit } from "#collectors/runtime/collect-unit.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { getOrganization } from "#lib/store/organization.ts";
import { type Run, securityHubTarget } from "#lib/store/runs.ts";
import type { WorkerContext } from "./context.ts";
import { type JobAttempt, runTask, type TaskResult } from "./run-task.ts";
import { findSecurityHubAdministrator } from "./security-hub-administrator.ts";

const readsAtOnce = 4;

/**
 * Reads the Organization's Security Hub findings from its administrator: from the aggregation Region where
 * there is one, else from every Region the administrator has enabled.
 */
export async function collectSecurityHubTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint },
): Promise<void> {
  const { pool, collectors } = context;
  await runTask(context, { ...job, target: securityHubTarget }, async ({ run, signal, onStep }) => {
    const { managementAccountId } = await getOrganization(pool);
    const administrator = await findSecurityHubAdministrator(pool, managementAccountId, run.asOf);
    if (administrator === undefined) throw new Error("Security Hub lost its administrator during the run.");
    const session = assumedSession(administrator, context.access, run.id);
    const unit: Omit<Unit, "collectors" | "region" | "findingScope"> = {
      pool,
      session,
      runId: run.id,
      asOf: run.asOf,
      signal,
      deadlineMs: context.deadlineMs,
      limit: pLimit(readsAtOnce),
      enabledRegions: [],
    };
    const everywhere = { accountId: null, region: null };
    try {
      await onStep("Finding the aggregation Region");
      const global = { ...unit, region: undefined, findingScope: everywhere };
      const results = [await collectUnit({ ...global, collectors: collectors.securityHubAggregator })];
      const known = await loadEvidence(pool, administrator, run.asOf, ["securityhub.finding-aggregator"]);
      const home = known.facts.flatMap(({ payload }) =>
        "homeRegion" in payload ? [payload.homeRegion] : [],
      );
      if (home.length === 0) results.push(await collectUnit({ ...global, collectors: collectors.regions }));
      const regions = home.length > 0 ? home : await enabledRegions(context, run, administrator);
      for (const region of regions) {
        await onStep(`Reading findings from ${region}`);
        results.push(
          await collectUnit({
            ...unit,
            collectors: collectors.securityHubOrganization,
            region,
            findingScope: home.length > 0 ? everywhere : { accountId: null, region },
          }),
        );
      }
      return total(results, session.counts);
    } finally {
      session.clients.destroy();
    }
  });
}

/** Where there is no aggregator, each Region in scope is asked for its own findings. */
async function enabledRegions(context: WorkerContext, run: Run, accountId: string): Promise<string[]> {
  const { facts } = await loadEvidence(context.pool, accountId, run.asOf, ["ec2.region"]);
  const enabled = facts.flatMap(({ payload }) => ("optInStatus" in payload ? [payload.name] : [])).sort();
  const inScope = enabled.filter((region) => run.regions.length === 0 || run.regions.includes(region));
  return inScope.length > 0 ? inScope : [context.access.homeRegion];
}

function total(
  results: readonly Awaited<ReturnType<typeof collectUnit>>[],
  counts: { calls: number; throttles: number },
): TaskResult {
  const coverage = results.flatMap((result) => result.coverage);
  const readsComplete = coverage.filter((entry) => entry.state === "complete").length;
  return {
    ...counts,
    readsComplete,
    readsIncomplete: coverage.length - readsComplete,
    factsChanged: results.reduce((all, result) => all + result.factsChanged, 0),
    findingsOpened: results.reduce((all, result) => all + result.findingsOpened, 0),
    findingsResolved: results.reduce((all, result) => all + result.findingsResolved, 0),
    error: null,
  };
}
