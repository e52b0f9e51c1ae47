import {
  collectorPolicy,
  declaredOperations,
  drainPolicy,
  type PolicyStatement,
  readStatements,
} from "#collectors/runtime/access-policy.ts";
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
    .map((refused) => ({ ...refused, ...costOf(readBy[refused.grantee], refused.operations) }));
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
      ...statementsOf(missing, access.partition),
      ...(closed.some(isOwnPolicy) ? enterAccounts(access) : []),
      ...(threatQueue?.state === "denied" ? drainQueue(threatQueue.url, access) : []),
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

/** For each of the two principals what to allow it; what a policy denies by name is not mended so. */
function statementsOf(missing: readonly MissingAction[], partition: string): Statement[] {
  return (["worker", "member"] as const).flatMap((grantee) => {
    const operations = missing
      .filter((each) => each.grantee === grantee && each.state === "denied" && !each.explicit)
      .flatMap((each) => each.operations);
    return stated(grantee, readStatements(operations, partition));
  });
}

/** As the report has them: lists that nobody else holds. */
function stated(grantee: Grantee, statements: readonly PolicyStatement[]): Statement[] {
  const listed = (value: string | readonly string[]) => (typeof value === "string" ? value : [...value]);
  return statements.map(({ Sid, Effect, Action, Resource }) => ({
    grantee,
    statement: { Sid, Effect, Action: listed(Action), Resource: listed(Resource) },
  }));
}

/** The statement of the worker's own policy by which it enters accounts. */
function enterAccounts({ partition, roleName }: Access): Statement[] {
  const { Statement } = collectorPolicy([], roleName, partition);
  return stated(
    "worker",
    Statement.filter(({ Action }) => Action === "sts:AssumeRole"),
  );
}

/** The parts of a queue's ARN are in its URL. */
function drainQueue(url: string, { partition, homeRegion }: Access): Statement[] {
  const [, accountId = "*", name = "*"] = new URL(url).pathname.split("/");
  const arn = `arn:${partition}:sqs:${regionOfQueue(url) ?? homeRegion}:${accountId}:${name}`;
  return stated("worker", drainPolicy(drainOperations, arn).Statement);
}
