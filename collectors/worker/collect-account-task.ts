import { collectAccount } from "#collectors/runtime/collect-account.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { getOrganization } from "#lib/store/organization.ts";
import type { WorkerContext } from "./context.ts";
import { judgeAccount } from "./judge-account.ts";
import { type JobAttempt, runTask } from "./run-task.ts";
import { findSecurityHubAdministrator } from "./security-hub-administrator.ts";

/** Collects one account and judges it on what is known of it afterwards. */
export async function collectAccountTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint; readonly accountId: string },
): Promise<void> {
  const { accountId } = job;
  await runTask(context, { ...job, target: accountId }, async (task) => {
    const { run, signal, onStep } = task;
    const organization = await getOrganization(context.pool);
    const administrator = await findSecurityHubAdministrator(
      context.pool,
      organization.managementAccountId,
      run.asOf,
    );
    const { account, securityHubPerAccount } = context.collectors;
    const session = assumedSession(accountId, context.access, run.id);
    try {
      const collected = await collectAccount({
        pool: context.pool,
        session,
        collectors: administrator === undefined ? [...account, ...securityHubPerAccount] : account,
        runId: run.id,
        asOf: run.asOf,
        onlyRegions: run.regions,
        signal,
        deadlineMs: context.deadlineMs,
        onStep,
      });
      await onStep("Judging");
      const judged = await judgeAccount(context.pool, {
        accountId,
        managementAccountId: organization.managementAccountId,
        asOf: run.asOf,
        regions: collected.regions,
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
