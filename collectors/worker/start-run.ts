import pLimit from "p-limit";
import { collectUnit } from "#collectors/runtime/collect-unit.ts";
import { identify, NoOrganization } from "#collectors/runtime/identify.ts";
import { ownSession } from "#collectors/runtime/session.ts";
import { listAffectedAccounts } from "#lib/store/judgements.ts";
import { departAccounts, listActiveAccounts, projectOrganization } from "#lib/store/organization.ts";
import { addTargets, scheduleRecovery, type TargetJob } from "#lib/store/queue.ts";
import { addTasks, endOpenTasks } from "#lib/store/run-tasks.ts";
import { finishRun, getRun, markRunRunning, organizationTarget } from "#lib/store/runs.ts";
import { collectCentral } from "./collect-central.ts";
import type { WorkerContext } from "./context.ts";
import { loadAdministrations } from "./finding-sources.ts";
import { type JobAttempt, nothingDone, runTask, type TaskJob, type TaskResult } from "./run-task.ts";

const readsAtOnce = 4;

export interface StartJob extends JobAttempt {
  readonly runId: bigint;
}

/** Begins a run: reads the Organization, then queues one job for every ACTIVE account. */
export async function startRun(context: WorkerContext, job: StartJob): Promise<void> {
  const { pool, log } = context;
  const { runId } = job;
  const run = await getRun(pool, runId);
  if (run === undefined || (run.state !== "queued" && run.state !== "running")) return;
  if (run.cancelRequested && run.state === "queued") return finishRun(pool, runId, "cancelled", null);
  await markRunRunning(pool, runId, context.settings);
  await addTasks(pool, runId, [organizationTarget]);
  await scheduleRecovery(pool);
  try {
    await runTask(context, { ...job, target: organizationTarget }, (task) =>
      run.purpose === "judge" ? queueJudgements(context, task) : collectOrganization(context, task),
    );
  } catch (error) {
    if (!(error instanceof NoOrganization)) throw error;
    log.error({ runId: String(runId) }, error.message);
    await endOpenTasks(pool, runId, "failed");
    await finishRun(pool, runId, "failed", error.message);
  }
}

async function collectOrganization(context: WorkerContext, task: TaskJob): Promise<TaskResult> {
  const { pool, access } = context;
  const { run, signal } = task;
  await task.onStep("Reading the Organization");
  const own = ownSession("", access);
  try {
    const identity = await identify(own);
    const session = { ...own, accountId: identity.managementAccountId };
    const result = await collectUnit({
      pool,
      session,
      collectors: context.collectors.organization,
      region: undefined,
      enabledRegions: [],
      runId: run.id,
      asOf: run.asOf,
      signal,
      deadlineMs: context.deadlineMs,
      limit: pLimit(readsAtOnce),
      findingScope: { accountIds: [], regions: [] },
    });
    await projectOrganization(pool, { managementAccountId: identity.managementAccountId, asOf: run.asOf });
    await departAccounts(pool, run.asOf);
    const central = await collectCentral(context, task, identity.managementAccountId);
    await queueAccounts(context, task, identity.managementAccountId);
    const coverage = [...result.coverage, ...central.coverage];
    const complete = coverage.filter((entry) => entry.state === "complete").length;
    return {
      calls: session.counts.calls + central.calls,
      throttles: session.counts.throttles + central.throttles,
      readsComplete: complete,
      readsIncomplete: coverage.length - complete,
      factsChanged: result.factsChanged + central.factsChanged,
      findingsOpened: 0,
      findingsResolved: 0,
      error: null,
    };
  } finally {
    own.clients.destroy();
  }
}

/** Queues the accounts that an exception or an attestation, begun or ended since, may judge another way. */
async function queueJudgements({ pool }: WorkerContext, { run }: TaskJob): Promise<TaskResult> {
  const runId = String(run.id);
  const accounts = await listAffectedAccounts(pool, run.asOf);
  await addTargets(
    pool,
    run.id,
    accounts.map((accountId) => ({
      target: accountId,
      task: "judge-account",
      payload: { runId, accountId },
    })),
  );
  return nothingDone;
}

async function queueAccounts(
  { pool, collectors }: WorkerContext,
  { run }: TaskJob,
  managementAccountId: string,
): Promise<void> {
  const runId = String(run.id);
  const accounts = await listActiveAccounts(pool);
  if (accounts.length === 0)
    throw new NoOrganization(
      "No account of the Organization could be listed: organizations:ListAccounts was denied or answered nothing.",
    );
  const administrations = await loadAdministrations(pool, collectors, managementAccountId, run.asOf);
  const targets: TargetJob[] = accounts.map(({ id }) => ({
    target: id,
    task: "collect-account",
    payload: { runId, accountId: id },
  }));
  // First, because they are the slowest.
  for (const { source } of administrations)
    targets.unshift({
      target: source.target,
      task: "collect-source",
      payload: { runId, source: source.target },
    });
  await addTargets(pool, run.id, targets);
}
