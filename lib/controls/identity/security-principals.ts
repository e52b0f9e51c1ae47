import { ActionSet } from "#lib/iam/action-set.ts";
import { type ActionTable, privilegedLevels } from "#lib/iam/actions.ts";
import { isFromPermissionSet } from "#lib/iam/own-roles.ts";
import type { PrincipalSubject } from "../permissions.ts";

const names =
  /(^|-)(security|secops|soc|csirt|incident|forensics?|break-?glass|cloud-?trail|guard-?duty|control-tower)(-|$)/;

/** `AWSControlTowerExecution` → `aws-control-tower-execution`. */
function words(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}

/** Services that log, detect and raise the alarm, with those they speak through. */
const services = [
  "access-analyzer",
  "auditmanager",
  "cloudtrail",
  "cloudtrail-data",
  "cloudwatch",
  "config",
  "detective",
  "guardduty",
  "inspector",
  "inspector2",
  "logs",
  "macie2",
  "securityhub",
  "securitylake",
  "sns",
];

/** To set those services up one hands them a role. */
const setUp = ["iam:CreateServiceLinkedRole", "iam:PassRole"];

const unconcerned = new WeakMap<ActionTable, ActionSet>();

/** The privileged actions that running the logging does not take. */
function otherWrites(table: ActionTable): ActionSet {
  const known = unconcerned.get(table);
  if (known !== undefined) return known;
  const own = ActionSet.union(
    services.map((service) => table.expand(`${service}:*`)),
    table.none,
  );
  const set = table
    .atLevels(privilegedLevels)
    .difference(own)
    .difference(table.named(...setUp));
  unconcerned.set(table, set);
  return set;
}

/**
 * Why a principal is taken for one whose role is to run the logging; null where it is not.
 *
 * By name or path, as whole words: security, secops, soc, csirt, incident, forensics, break-glass, CloudTrail,
 * GuardDuty, Control Tower. By origin: an administrator set of Identity Center. By permissions: all that it may
 * change belongs to services that log, detect and raise the alarm.
 */
export function securityRole(
  principal: PrincipalSubject,
  permitted: ActionSet,
  table: ActionTable,
): string | null {
  const { name, rolePath } = principal;
  if (rolePath !== null && isFromPermissionSet(rolePath) && /_(AWS)?AdministratorAccess_/.test(name))
    return "it is the administrator set of Identity Center";
  if (names.test(words(name)) || (rolePath !== null && names.test(words(rolePath))))
    return "its name says that it belongs to security";
  return permitted.intersects(otherWrites(table)) ? null : "all that it may change is what logs and detects";
}
