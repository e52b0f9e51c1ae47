import { isServiceLinked } from "#lib/iam/own-roles.ts";
import { isOlderThan } from "../days.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";

const windowDays = 90;

/**
 * Roles were used within 90 days, or are younger than that and have yet to be. Service-linked roles are AWS's
 * to delete. AWS remembers the use of 400 days, so that a role without a last use had none in that time.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
export const iamRoleUnused90d = defineControl({
  id: "iam-role-unused-90d",
  title: "No unused roles",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  reads: [],
  mappings: [...nist80053Ours("AC-2(3)"), ...tenet("T5")],
  rationale:
    "Every role is a way in for whomever it trusts, and a role that nothing uses is one whose misuse nobody " +
    "would miss. What has not been needed for three months can go; its definition is easily brought back.",
  remediation: {
    summary:
      "Ask the owner. Deny everything to the role for two weeks to see who complains, then delete it. A role of " +
      "Identity Center goes with the assignment of its permission set, and a break-glass role gets an exception.",
    cli: lines(
      "# Cut it off: a policy like AWSDenyAll leaves everything else as it was.",
      `aws iam attach-role-policy --role-name=${name} --policy-arn=arn:aws:iam::aws:policy/AWSDenyAll`,
      "# Later, once it has no policies and stands in no instance profile:",
      `aws iam delete-role --role-name=${name}`,
    ),
    terraform: lines(
      "# Until the role is removed from the configuration:",
      'resource "aws_iam_role_policy_attachment" "cut_off" {',
      `  role       = "${name}"`,
      '  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"',
      "}",
    ),
    verify: `aws iam get-role --role-name=${name} --query=Role.RoleLastUsed`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }, _, { asOf }) => {
    if (isServiceLinked(value.path))
      return notApplicable(
        `${value.name} is a service-linked role.`,
        fragment("Path", "iam.role path", value.path),
      );
    const { lastUsedOn, createdAt } = value;
    if (lastUsedOn !== null) {
      const used = fragment("Last use", "iam.role lastUsedOn", lastUsedOn);
      return isOlderThan(lastUsedOn, windowDays, asOf)
        ? fail(`${value.name} was last used on ${lastUsedOn}, more than ${windowDays} days ago.`, used)
        : pass(`${value.name} was last used on ${lastUsedOn}.`, used);
    }
    const day = createdAt.slice(0, 10);
    const created = fragment("Created", "iam.role createdAt", createdAt);
    return isOlderThan(createdAt, windowDays, asOf)
      ? fail(`${value.name} was created on ${day}, and no use of it is known.`, created)
      : pass(`${value.name} was created on ${day} and has yet to be used.`, created);
  },
});
