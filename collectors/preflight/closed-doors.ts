import type { Access } from "#collectors/runtime/session.ts";
import type { PreflightReport } from "#lib/inventory/preflight.ts";

export interface ClosedDoor {
  readonly accountId: string;
  readonly code: string;
  readonly message: string;
}

export interface Doors {
  readonly closed: readonly ClosedDoor[];
  /** How many accounts could be entered. */
  readonly open: number;
  readonly managementAccountId: string | undefined;
  readonly access: Pick<Access, "roleName" | "externalId">;
}

/** AWS says so where the caller's own policy is what lacks: the one case in which it tells which side refused. */
const ownPolicyLacks = /no identity-based policy allows/i;

export function isOwnPolicy({ message }: Pick<ClosedDoor, "message">): boolean {
  return ownPolicyLacks.test(message);
}

/** Accounts that could not be entered, those with one reason together, with what to look at. */
export function closedDoorsOf(doors: Doors): PreflightReport["closedDoors"] {
  const { closed, managementAccountId } = doors;
  const groups = Map.groupBy(closed, ({ accountId, code, message }) => {
    // A StackSet leaves out the management account, so that it has a reason of its own.
    const apart = accountId === managementAccountId && !isOwnPolicy({ message });
    return [apart, code, message.replaceAll(accountId, "")].join("|");
  });
  return [...groups.values()].map((group) => {
    const accounts = group.map(({ accountId }) => accountId).sort();
    const { code = "", message = "" } = group[0] ?? {};
    return { code, message, accounts, check: checks(doors, { code, message, accounts }) };
  });
}

function checks(
  { open, managementAccountId, access }: Doors,
  { code, message, accounts }: { code: string; message: string; accounts: readonly string[] },
): string[] {
  const { roleName } = access;
  if (!/denied/i.test(code)) return ["AWS STS gave no answer that tells: check the network and try again."];
  if (isOwnPolicy({ message }))
    return [`The worker's own policy: it must allow sts:AssumeRole on arn:aws:iam::*:role/${roleName}.`];
  if (/explicit deny/i.test(message))
    return [`A policy denies sts:AssumeRole explicitly; AWS names it: ${message}`];
  if (accounts.every((id) => id === managementAccountId))
    return [
      `The role ${roleName} in the management account: a StackSet never deploys there. Deploy deploy/management.yaml, or deploy/member-role.yaml as a plain stack.`,
    ];
  const everywhere = open === 0;
  return [
    everywhere
      ? `The StackSet of deploy/management.yaml: it must have made ${roleName} in these accounts. Another name goes into POSTERN_ROLE_NAME.`
      : `The StackSet's instances in these accounts: ${roleName} may be missing, or an older one may be there.`,
    access.externalId === undefined
      ? "POSTERN_EXTERNAL_ID: it is not set, and a role deployed from our templates asks for one."
      : "The ExternalId parameter of the role: it must be the same as POSTERN_EXTERNAL_ID.",
    "The CollectorRoleArn and OrganizationId parameters of the role: its trust policy must name the worker's principal and your Organization.",
    ...(everywhere
      ? [`The worker's own policy: it must allow sts:AssumeRole on arn:aws:iam::*:role/${roleName}.`]
      : ["Service control policies of these accounts that forbid sts:AssumeRole."]),
  ];
}
