import pLimit from "p-limit";
import { identifyCaller, NoOrganization } from "#collectors/runtime/identify.ts";
import { type Access, type AccountSession, ownSession } from "#collectors/runtime/session.ts";
import type { FindingSourceCollectors, WorkerCollectors } from "#collectors/worker/context.ts";
import { type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { probeAccount } from "./probe-account.ts";
import { listAdministrators, probeCentral } from "./probe-central.ts";
import { probeCollectors } from "./probe-collectors.ts";
import { probeThreatQueue } from "./probe-threat-queue.ts";
import type { AccountRef, PreflightProgress, PreflightResult } from "./results.ts";

export interface PreflightOptions {
  readonly access: Access;
  readonly collectors: WorkerCollectors;
  /** Regions that collection keeps to; empty means every enabled one. */
  readonly regions: readonly string[];
  /** Accounts that are probed side by side. */
  readonly concurrency: number;
  readonly threatQueueUrl?: string | undefined;
  readonly signal: AbortSignal;
  onProgress(progress: PreflightProgress): Promise<void>;
}

/** A permission is there or not; more patience than this is for collections. */
const attempts = 3;

const seenWhole: ReadonlySet<FactKind> = new Set([
  "organizations.organization",
  "organizations.account",
  "organizations.delegated-administrator",
]);

/**
 * Tries what a collection would do, with as few calls as tell: who the worker is, what it sees of the Organization,
 * whether it can enter every ACTIVE account, and there each operation in one Region. Nothing is changed or stored,
 * and no error of AWS is thrown: it is a result.
 *
 * @throws RunCancelled when the signal is aborted.
 */
export async function* runPreflight(given: PreflightOptions): AsyncGenerator<PreflightResult> {
  const options = { ...given, access: { ...given.access, attempts } };
  const { access, onProgress } = options;
  const own = ownSession("", access);
  let seen: Organization;
  try {
    await onProgress({ step: "Asking AWS who the worker is", done: 0, total: 0 });
    const caller = await whoIs(own);
    yield caller;
    if (caller.about === "no-caller") return;
    await onProgress({ step: "Reading the Organization", done: 0, total: 0 });
    seen = yield* readOrganization(options, own);
    if (options.threatQueueUrl !== undefined)
      yield await probeThreatQueue(own, options.threatQueueUrl, options.signal);
  } finally {
    own.clients.destroy();
  }
  yield* listAdministrators(options.collectors, seen);
  await onProgress({ step: "Asking those who administer services", done: 0, total: seen.accounts.length });
  const central = await probeCentral(options, seen);
  yield* central.results;
  yield* probeAccounts(options, seen.accounts, central.unanswered);
}

/** What was seen of the Organization. */
export interface Organization {
  readonly facts: Awaited<ReturnType<typeof probeCollectors>>["facts"];
  readonly managementAccountId: string | undefined;
  readonly accounts: readonly AccountRef[];
}

async function whoIs(own: AccountSession): Promise<PreflightResult> {
  try {
    const { callerArn, callerAccountId } = await identifyCaller(own);
    return { about: "caller", arn: callerArn, accountId: callerAccountId };
  } catch (error) {
    if (!(error instanceof NoOrganization)) throw error;
    return { about: "no-caller", message: error.message };
  }
}

async function* readOrganization(
  { collectors, access, signal }: PreflightOptions,
  session: AccountSession,
): AsyncGenerator<PreflightResult, Organization> {
  const { operations, facts } = await probeCollectors(
    { session, region: access.homeRegion, enabledRegions: [], signal, keep: seenWhole, whole: seenWhole },
    collectors.organization,
  );
  const [organization] = ofKind(facts, "organizations.organization");
  const accounts = ofKind(facts, "organizations.account")
    .filter(({ payload }) => payload.state === "ACTIVE")
    .map(({ payload }) => ({ id: payload.id, name: payload.name }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  yield { about: "operations", grantee: "worker", accountId: null, operations };
  yield {
    about: "organization",
    organization: organization
      ? { id: organization.payload.id, managementAccountId: organization.payload.managementAccountId }
      : null,
    accounts,
  };
  return { facts, accounts, managementAccountId: organization?.payload.managementAccountId };
}

/** Every account, a few side by side; their results come account by account, in the order of the list. */
async function* probeAccounts(
  options: PreflightOptions,
  accounts: readonly AccountRef[],
  perAccount: readonly FindingSourceCollectors[],
): AsyncGenerator<PreflightResult> {
  const { signal, onProgress, concurrency } = options;
  const total = accounts.length;
  let done = 0;
  const given = new AbortController();
  const limit = pLimit(concurrency);
  const pending = accounts.map(({ id }) =>
    limit(async () => {
      const results = await probeAccount(
        { ...options, signal: AbortSignal.any([signal, given.signal]) },
        id,
        perAccount,
      );
      done += 1;
      await onProgress({ step: `Checked ${done} of ${total} accounts`, done, total });
      return results;
    }),
  );
  // They are heard in their order; an error that comes before its turn must not end the process.
  for (const each of pending) each.catch(() => undefined);
  try {
    for (const each of pending) yield* await each;
  } finally {
    // Whoever reads no further ends what is under way.
    given.abort();
    await Promise.allSettled(pending);
  }
}
