import { collectAccount } from "#collectors/runtime/collect-account.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { endCoverage } from "#lib/store/coverage.ts";
import { getOrganization } from "#lib/store/organization.ts";
import type { FindingSourceCollectors, WorkerContext } from "./context.ts";
import { answersFor, isAsked, loadAdministrations } from "./finding-sources.ts";
import { loadInventory } from "./inventory.ts";
import { judgeAccount } from "./judge-account.ts";
import { type JobAttempt, runTask } from "./run-task.ts";

/** Collects one account and judges it on what is known of it afterwards. */
export async function collectAccountTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint; readonly accountId: string },
): Promise<void> {
  const { accountId } = job;
  await runTask(context, { ...job, target: accountId }, async (task) => {
    const { run, signal, onStep } = task;
    const { managementAccountId } = await getOrganization(context.pool);
    const [administrations, inventory] = await Promise.all([
      loadAdministrations(context.pool, context.collectors, managementAccountId, run.asOf),
      loadInventory(context.pool, managementAccountId, accountId, run.asOf),
    ]);
    const isAnswered = (source: FindingSourceCollectors, region: string) =>
      administrations.some((each) => each.source === source && answersFor(each, accountId, region));
    const session = assumedSession(accountId, context.access, run.id);
    try {
      const collected = await collectAccount({
        pool: context.pool,
        session,
        collectors: context.collectors.account,
        besides: (region) =>
          context.collectors.sources
            .filter((source) => !isAnswered(source, region))
            .map(({ perAccount }) => perAccount),
        inventory: (region) => inventory.get(region),
        runId: run.id,
        asOf: run.asOf,
        onlyRegions: run.regions,
        signal,
        deadlineMs: context.deadlineMs,
        onStep,
      });
      const places = collected.regions.flatMap((region) =>
        context.collectors.sources
          .filter((source) => isAnswered(source, region))
          .filter(
            (source) =>
              !administrations.some((each) => each.source === source && isAsked(each, accountId, region)),
          )
          .flatMap(({ organization }) => organization.reads)
          .flatMap(({ yields }) => yields.map((kind) => ({ region, kind }))),
      );
      await endCoverage(context.pool, { accountId, asOf: run.asOf, places });
      await onStep("Judging");
      const judged = await judgeAccount(context.pool, {
        accountId,
        managementAccountId,
        asOf: run.asOf,
        regions: collected.regions,
        settings: context.settings,
      });
      return {
        ...session.counts,
        readsComplete: collected.readsComplete,
        readsIncomplete: collected.readsIncomplete,
        factsChanged: collected.factsChanged,
        findingsOpened: collected.findingsOpened + judged.opened,
        findingsResolved: collected.findingsResolved + judged.resolved,
        error: collected.unreachable,
      };
    } finally {
      session.clients.destroy();
    }
  });
}
