import { isServiceLinked } from "#lib/iam/own-roles.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { permissionReads, permissionsOf, principals } from "../permissions.ts";
import { account, lines } from "../placeholders.ts";
import { securityRole } from "./security-principals.ts";

/** What stops CloudTrail, GuardDuty and Config: `UpdateDetector` suspends as well as `DeleteDetector` deletes. */
const offSwitches = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:StopLogging",
  "config:DeleteConfigurationRecorder",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:UpdateDetector",
];

const scp = "SERVICE_CONTROL_POLICY";

/**
 * No user or role but those that run the logging may stop CloudTrail, GuardDuty or Config, on any trail,
 * detector or recorder. Effective permissions count: a service control policy that denies the switches to all
 * but a named principal is what makes deployers pass. `securityRole` says who runs the logging; neither they
 * nor service-linked roles are judged.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export const separationOfDuties = defineControl({
  id: "separation-of-duties",
  title: "Deployers cannot switch off logging",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  alsoJudges: ["iam.user"],
  reads: permissionReads,
  mappings: [...nist80053Ours("AC-5"), ...tenet("T4")],
  rationale:
    "The first thing an intruder does with an engineer's session is to stop what records it. When those who change the " +
    "workloads cannot touch what watches them, neither can whoever takes their place, and the record stays whole.",
  remediation: {
    summary:
      "Deny the switches to everybody but the one security role by a service control policy on the organization, so " +
      "that no policy inside an account can give them back. In the management account, which none binds, take the " +
      "actions away.",
    cli: lines(
      "# separation.json is the policy shown here, with the name of your security role:",
      `aws organizations create-policy --name=separation-of-duties --description=Logging --type=${scp} --content=file://separation.json`,
      `aws organizations attach-policy --policy-id=POLICY --target-id=${account}`,
    ),
    terraform: lines(
      'data "aws_iam_policy_document" "separation" {',
      "  statement {",
      '    effect    = "Deny"',
      '    resources = ["*"]',
      "    actions = [",
      ...offSwitches.map((action) => `      "${action}",`),
      "    ]",
      "    condition {",
      '      test     = "ArnNotLike"',
      '      variable = "aws:PrincipalArn"',
      '      values   = ["arn:aws:iam::*:role/SECURITY_ROLE"]',
      "    }",
      "  }",
      "}",
      "",
      'resource "aws_organizations_policy" "separation" {',
      '  name    = "separation-of-duties"',
      "  content = data.aws_iam_policy_document.separation.json",
      "}",
      "",
      'resource "aws_organizations_policy_attachment" "separation" {',
      "  policy_id = aws_organizations_policy.separation.id",
      `  target_id = "${account}"`,
      "}",
    ),
    policy: JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "SeparationOfDuties",
            Effect: "Deny",
            Action: offSwitches,
            Resource: "*",
            Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/SECURITY_ROLE" } },
          },
        ],
      },
      null,
      2,
    ),
    verify: `aws organizations list-policies-for-target --target-id=${account} --filter=${scp}`,
  },
  runbook: "lateral-movement",
  subjects: principals,
  evaluate: (subject, facts, at) => {
    const { name, rolePath } = subject.value;
    if (rolePath !== null && isServiceLinked(rolePath))
      return notApplicable(`${name} is a service-linked role.`);
    const permitted = permissionsOf(facts, subject, at).some;
    const switches = facts.actions.names(permitted.intersection(facts.actions.named(...offSwitches)));
    if (switches.length === 0) return pass(`${name} may stop neither CloudTrail nor GuardDuty nor Config.`);
    const may = fragment("May stop logging by", "iam.policy document", switches);
    const why = securityRole(subject.value, permitted, facts.actions);
    return why === null
      ? fail(`${name} may switch logging off: ${switches.join(", ")}.`, may)
      : notApplicable(`${name} runs the logging: ${why}.`, may);
  },
});
