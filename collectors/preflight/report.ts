import { declaredOperations } from "#collectors/runtime/access-policy.ts";
import type { Collector } from "#collectors/runtime/define.ts";
import type { Access } from "#collectors/runtime/session.ts";
import { drainOperations, regionOfQueue } from "#collectors/services/threat-queue/drain-queue.ts";
import type { WorkerCollectors } from "#collectors/worker/context.ts";
import type { Grantee, MissingAction, PreflightReport } from "#lib/inventory/preflight.ts";
import { type ClosedDoor, closedDoorsOf, isOwnPolicy } from "./closed-doors.ts";
import { costOf } from "./costs.ts";
import type { AccountRef, PreflightResult } from "./results.ts";
import { OperationTally } from "./tally-operations.ts";
import { verdictOf } from "./verdict.ts";

type Statement = PreflightReport["statements"][number];

/** Gathers the results of a preflight into its report: what is missing, what that costs, and what to add. */
export async function reportOf(
  results: AsyncIterable<PreflightResult>,
  { collectors, access }: { collectors: WorkerCollectors; access: Access },
): Promise<PreflightReport> {
  const tally = new OperationTally();
  const closed: ClosedDoor[] = [];
  const administrators: PreflightReport["administrators"] = [];
  let accounts: readonly AccountRef[] = [];
  let caller: PreflightReport["caller"] = null;
  let organization: PreflightReport["organization"] = null;
  let threatQueue: PreflightReport["threatQueue"] = null;
  let impossible: string | null = null;
  let entered = 0;
  for await (const result of results) {
    if (result.about === "caller") caller = { arn: result.arn, accountId: result.accountId };
    else if (result.about === "no-caller") impossible = result.message;
    else if (result.about === "organization") ({ organization, accounts } = result);
    else if (result.about === "operations")
      for (const probe of result.operations) tally.add(result.grantee, result.accountId, probe);
    else if (result.about === "administrator") {
      const { service, account, meanwhile } = result;
      administrators.push({ service, account, meanwhile });
    } else if (result.about === "threat-queue")
      threatQueue = { url: result.url, state: result.state, message: result.message };
    else if (result.failure === null) entered += 1;
    else closed.push({ accountId: result.accountId, ...result.failure });
  }
  const readBy = byGrantee(collectors);
  if (impossible === null)
    for (const grantee of ["worker", "member"] as const)
      for (const operation of declaredOperations(readBy[grantee])) tally.addUnreached(grantee, operation);
  const missing: MissingAction[] = tally
    .refused()
    .map((refused) => ({ ...refused, ...costOf(readBy[refused.grantee], refused.action) }));
  const closedDoors = closedDoorsOf({
    closed,
    open: entered,
    managementAccountId: organization?.managementAccountId,
    access,
  });
  return {
    verdict: verdictOf({
      impossible,
      accounts: accounts.length,
      closed: closed.length,
      missing,
      threatQueue,
    }),
    caller,
    organization,
    accounts: Object.fromEntries(accounts.map(({ id, name }) => [id, name])),
    entered,
    closedDoors,
    missing,
    statements: [
      ...statementsOf(missing),
      ...(closed.some(isOwnPolicy) ? [enterAccounts(access)] : []),
      ...(threatQueue?.state === "denied" ? [drainQueue(threatQueue.url, access)] : []),
    ],
    administrators,
    threatQueue,
    notProbed: tally.notProbed(),
    operations: tally.operations(),
  };
}

function byGrantee({
  organization,
  central,
  account,
  regions,
  sources,
}: WorkerCollectors): Record<Grantee, readonly Collector[]> {
  const member = [
    ...central.map(({ collector }) => collector),
    ...account,
    ...regions,
    ...sources.flatMap((source) => [source.organization, source.perAccount]),
  ];
  return { worker: organization, member: [...new Set(member)] };
}

function allow(grantee: Grantee, Sid: string, Action: string[], Resource = "*"): Statement {
  return { grantee, statement: { Sid, Effect: "Allow", Action, Resource } };
}

/** One statement for each of the two principals; what a policy denies by name is not mended by one. */
function statementsOf(missing: readonly MissingAction[]): Statement[] {
  return (["worker", "member"] as const).flatMap((grantee) => {
    const lacking = missing.filter(
      (each) => each.grantee === grantee && each.state === "denied" && !each.explicit,
    );
    const actions = [...new Set(lacking.map(({ action }) => action))].sort();
    return actions.length === 0 ? [] : [allow(grantee, "PosternMissing", actions)];
  });
}

function enterAccounts({ partition, roleName }: Access): Statement {
  return allow(
    "worker",
    "PosternEnterAccounts",
    ["sts:AssumeRole"],
    `arn:${partition}:iam::*:role/${roleName}`,
  );
}

/** The parts of a queue's ARN are in its URL. */
function drainQueue(url: string, { partition, homeRegion }: Access): Statement {
  const [, accountId = "*", name = "*"] = new URL(url).pathname.split("/");
  const arn = `arn:${partition}:sqs:${regionOfQueue(url) ?? homeRegion}:${accountId}:${name}`;
  return allow("worker", "PosternDrainThreats", [...drainOperations].sort(), arn);
}
