import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { account, lines, name, region } from "../placeholders.ts";
import { liveInstances } from "./instances.ts";

const setUpMs = 15 * 60_000;

/**
 * Running instances answer Systems Manager: known to it, with an agent that is Online. Not applicable to those
 * that do not run, and for a quarter of an hour after the start, which an agent may take to register.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-1
 */
export const ec2SsmManaged = defineControl({
  id: "ec2-ssm-managed",
  title: "Instances are SSM-managed",
  version: 1,
  severity: "medium",
  pillar: "devices",
  phase: 3,
  subject: "ec2.instance",
  reads: ["ssm.instance"],
  mappings: [...fsbp("SSM.1"), ...nist80053("CM-8"), ...tenet("T5")],
  rationale:
    "A machine that Systems Manager does not reach is patched, inspected and entered by other means, which " +
    "usually are an open SSH port and a shared key, or not at all. Managed, it needs no open port, and every " +
    "session on it has a name.",
  remediation: {
    summary:
      "Let the Region manage all instances by default (Default Host Management), or give the instance's role the " +
      "policy for Systems Manager. The agent must run, and reach its endpoints.",
    cli: lines(
      `aws ssm update-service-setting --region=${region} --setting-id=arn:aws:ssm:${region}:${account}:servicesetting/ssm/managed-instance/default-ec2-instance-management-role --setting-value=service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole`,
      "# Or for the role of this instance alone:",
      "aws iam attach-role-policy --role-name=ROLE --policy-arn=arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ),
    terraform: lines(
      'resource "aws_iam_role_policy_attachment" "ssm" {',
      "  role       = aws_iam_role.workload.name",
      '  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"',
      "}",
    ),
    verify: `aws ssm describe-instance-information --region=${region} --filters=Key=InstanceIds,Values=${name}`,
  },
  subjects: liveInstances,
  evaluate: ({ resourceId, value: { id, state, launchedAt } }, facts, { asOf }) => {
    if (state !== "running")
      return notApplicable(`${id} does not run.`, fragment("State", "ec2.instance state", state));
    const agent = facts.one("ssm.instance", resourceId)?.payload;
    if (agent?.pingStatus === "Online")
      return pass(`${id} is managed.`, fragment("Ping", "ssm.instance pingStatus", agent.pingStatus));
    if (launchedAt !== null && asOf.getTime() - Date.parse(launchedAt) < setUpMs)
      return notApplicable(
        `${id} started a moment ago.`,
        fragment("Started", "ec2.instance launchedAt", launchedAt),
      );
    return agent === undefined
      ? fail(`Systems Manager does not know ${id}.`, fragment("State", "ec2.instance state", state))
      : fail(
          `The agent of ${id} does not answer: ${agent.pingStatus}.`,
          fragment("Ping", "ssm.instance pingStatus", agent.pingStatus),
        );
  },
});
