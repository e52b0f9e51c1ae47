import { defineControl, fail, fragment, pass } from "../define.ts";
import { checklist, cis, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, name, region } from "../placeholders.ts";
import { liveInstances } from "./instances.ts";

/**
 * Instances have an instance profile that holds a role. A profile that the account does not list is a
 * deleted one: EC2 keeps naming it, and it gives no credentials.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
export const ec2InstanceRole = defineControl({
  id: "ec2-instance-role",
  title: "Instances act through a role",
  version: 1,
  severity: "high",
  pillar: "devices",
  phase: 3,
  subject: "ec2.instance",
  reads: ["iam.instance-profile"],
  mappings: [
    ...cis({ v14: ["1.18"], v30: ["1.18"], v50: ["1.17"] }),
    ...nist80053Ours("IA-9"),
    ...tenet("T6"),
    ...checklist(12),
  ],
  rationale:
    "A machine without an identity of its own ends up with someone's access keys on its disk, where they " +
    "outlive the machine. A role gives it credentials that change by themselves, can be narrowed, and name " +
    "the machine in the logs.",
  remediation: {
    summary:
      "Create a role with the rights the workload needs and attach its instance profile, then remove any " +
      "access keys from the machine. Nothing restarts.",
    cli: `aws ec2 associate-iam-instance-profile --region=${region} --instance-id=${name} --iam-instance-profile=Name=PROFILE`,
    terraform: lines(
      'resource "aws_iam_instance_profile" "workload" {',
      '  name = "workload"',
      "  role = aws_iam_role.workload.name",
      "}",
      "",
      'resource "aws_instance" "this" {',
      "  iam_instance_profile = aws_iam_instance_profile.workload.name",
      "}",
    ),
    verify: `aws ec2 describe-iam-instance-profile-associations --region=${region} --filters=Name=instance-id,Values=${name}`,
  },
  subjects: liveInstances,
  evaluate: ({ value }, facts) => {
    const arn = value.instanceProfileArn;
    const profile = fragment("Instance profile", "ec2.instance instanceProfileArn", arn);
    if (arn === null) return fail(`${value.id} has no instance profile.`, profile);
    const roles = facts.one("iam.instance-profile", arn)?.payload.roleArns;
    if (roles === undefined)
      return fail(`The instance profile of ${value.id} no longer exists in the account.`, profile);
    const held = fragment("Roles", "iam.instance-profile roleArns", roles);
    return roles.length === 0
      ? fail(`The instance profile of ${value.id} holds no role.`, profile, held)
      : pass(`${value.id} acts through a role.`, profile, held);
  },
});
