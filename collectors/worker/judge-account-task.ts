import { getOrganization } from "#lib/store/organization.ts";
import type { WorkerContext } from "./context.ts";
import { judgeAccount } from "./judge-account.ts";
import { regionsInScope } from "./judged-accounts.ts";
import { type JobAttempt, nothingDone, runTask } from "./run-task.ts";

/** Judges one account again on what is known of it, without asking AWS for anything. */
export async function judgeAccountTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint; readonly accountId: string },
): Promise<void> {
  const { pool, settings } = context;
  const { accountId } = job;
  await runTask(context, { ...job, target: accountId }, async ({ run, onStep }) => {
    await onStep("Judging");
    const { managementAccountId } = await getOrganization(pool);
    const regions = await regionsInScope(pool, accountId, run);
    const account = { accountId, managementAccountId, asOf: run.asOf, regions, settings };
    const { opened, resolved } = await judgeAccount(pool, account);
    return { ...nothingDone, findingsOpened: opened, findingsResolved: resolved };
  });
}
