import type { MissingAction, PreflightReport } from "#lib/inventory/preflight.ts";

/** How many accounts, kinds or controls are named before the others are only counted. */
const NAMED = 5;

const grantees = {
  worker: "the worker's own policy (deploy/policy.json)",
  member: "the role in every account (deploy/member-role.yaml)",
} as const;

/** A report for a terminal: the verdict, what is missing with what it costs, and what to add. */
export function preflightText(report: PreflightReport): string {
  const parts = [
    [report.verdict.sentence],
    identity(report),
    doors(report),
    missing(report),
    statements(report),
    queue(report),
    administrators(report),
    notProbed(report),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function identity({ caller, organization }: PreflightReport): string[] {
  if (caller === null) return [];
  const lines = [`The worker is ${caller.arn}.`];
  if (organization !== null)
    lines.push(
      `It sees the Organization ${organization.id}, managed by account ${organization.managementAccountId}.`,
    );
  return lines;
}

function doors({ closedDoors, accounts }: PreflightReport): string[] {
  return closedDoors.flatMap((door) => [
    `Cannot enter ${listed(door.accounts.map((id) => accountName(accounts, id)))}`,
    `  AWS said ${door.code}: ${door.message}`,
    "  Look at",
    ...door.check.map((line) => `    - ${line}`),
  ]);
}

function missing({ missing: all, accounts }: PreflightReport): string[] {
  if (all.length === 0) return [];
  const total = Object.keys(accounts).length;
  return ["Missing", ...all.flatMap((each) => oneMissing(each, accounts, total))];
}

function oneMissing(each: MissingAction, accounts: Record<string, string>, total: number): string[] {
  const { action, state, explicit, accounts: ids, message, kinds, controls } = each;
  const everywhere = ids.length === total && total > 1 ? `all ${total} accounts` : undefined;
  const names = everywhere ?? listed(ids.map((id) => accountName(accounts, id)));
  const where = ids.length === 0 ? "for the worker itself" : `in ${names}`;
  const what = state === "unanswered" ? "gave no usable answer" : explicit ? "denied by name" : "denied";
  return [
    `  ${action}: ${what} ${where}`,
    ...(explicit
      ? ["    A policy denies it explicitly: allowing it elsewhere does not help, lift that denial."]
      : []),
    `    not seen: ${listed(kinds)}`,
    ...(controls.length === 0 ? [] : [`    unknown:  ${listed(controls.map(({ title }) => title))}`]),
    `    AWS said  ${message}`,
  ];
}

function statements({ statements: all }: PreflightReport): string[] {
  return (["worker", "member"] as const).flatMap((grantee) => {
    const own = all.filter((each) => each.grantee === grantee).map(({ statement }) => statement);
    if (own.length === 0) return [];
    return [`Add to ${grantees[grantee]}:`, ...own.map((statement) => JSON.stringify(statement, null, 2))];
  });
}

function queue({ threatQueue }: PreflightReport): string[] {
  if (threatQueue === null) return [];
  if (threatQueue.state === "allowed") return ["The queue of findings can be read."];
  return [`The queue of findings ${threatQueue.url} cannot be read: ${threatQueue.message}`];
}

function administrators({ administrators: all }: PreflightReport): string[] {
  if (all.length === 0) return [];
  const width = Math.max(...all.map(({ service }) => service.length));
  return [
    "Administrators",
    ...all.map(({ service, account, meanwhile }) => {
      const who = account === null ? `nobody is delegated. ${meanwhile}` : `${account.name} (${account.id})`;
      return `  ${service.padEnd(width)}  ${who}`;
    }),
  ];
}

function notProbed({ notProbed: all }: PreflightReport): string[] {
  if (all.length === 0) return [];
  const byReason = Map.groupBy(all, ({ reasons }) => reasons.join(" "));
  return [
    "Not probed",
    ...[...byReason].map(
      ([reason, each]) => `  ${listed(each.map(({ operation }) => operation))}: ${reason}`,
    ),
  ];
}

function accountName(accounts: Record<string, string>, id: string): string {
  const name = accounts[id];
  return name === undefined ? id : `${name} (${id})`;
}

function listed(items: readonly string[]): string {
  const rest = items.length - NAMED;
  const named = items.slice(0, NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}
