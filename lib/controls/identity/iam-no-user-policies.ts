import { defineControl, fail, fragment, pass } from "../define.ts";
import { cis, fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, name } from "../placeholders.ts";
import { inlinePoliciesOf } from "./inline-policies.ts";

/**
 * Users carry no policy of their own, neither attached nor inline: what they may do comes from their groups.
 * A permission boundary grants nothing, so it does not count.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2
 */
export const iamNoUserPolicies = defineControl({
  id: "iam-no-user-policies",
  title: "Users get access through groups",
  version: 1,
  severity: "low",
  pillar: "identity",
  phase: 1,
  subject: "iam.user",
  reads: ["iam.policy"],
  mappings: [
    ...fsbp("IAM.2"),
    ...cis({ v14: ["1.15"], v30: ["1.15"], v50: ["1.14"] }),
    ...nist80053("AC-6"),
    ...tenet("T4"),
  ],
  rationale:
    "Rights given to one person are rights nobody reviews: they stay when the person changes teams, and no two " +
    "colleagues end up with the same ones. A group says what a job needs, once, for everybody who does it.",
  remediation: {
    summary:
      "Attach the policy to the group whose job needs it, put the user in that group, then take the policy " +
      "from the user. Better still, give people access through Identity Center.",
    cli: lines(
      `aws iam list-attached-user-policies --user-name=${name}`,
      `aws iam list-user-policies --user-name=${name}`,
      `aws iam add-user-to-group --user-name=${name} --group-name=GROUP`,
      `aws iam detach-user-policy --user-name=${name} --policy-arn=POLICY_ARN`,
      `aws iam delete-user-policy --user-name=${name} --policy-name=POLICY`,
    ),
    terraform: lines(
      "# Remove the aws_iam_user_policy and aws_iam_user_policy_attachment resources of the user, and:",
      'resource "aws_iam_user_group_membership" "this" {',
      `  user   = "${name}"`,
      "  groups = [aws_iam_group.team.name]",
      "}",
      "",
      'resource "aws_iam_group_policy_attachment" "team" {',
      "  group      = aws_iam_group.team.name",
      "  policy_arn = aws_iam_policy.team.arn",
      "}",
    ),
    verify: lines(
      `aws iam list-attached-user-policies --user-name=${name}`,
      `aws iam list-user-policies --user-name=${name}`,
    ),
  },
  evaluate: ({ resourceId, value }, facts) => {
    const inline = inlinePoliciesOf(facts, resourceId).map((policy) => policy.payload.name);
    const own = [...value.attachedPolicyArns, ...inline];
    if (own.length === 0) return pass(`${value.name} carries no policy of its own.`);
    return fail(
      `${value.name} carries ${own.length === 1 ? "a policy" : `${own.length} policies`} of its own.`,
      ...(value.attachedPolicyArns.length > 0
        ? [fragment("Attached policies", "iam.user attachedPolicyArns", value.attachedPolicyArns)]
        : []),
      ...(inline.length > 0 ? [fragment("Inline policies", "iam.policy principalArn", inline)] : []),
    );
  },
});
