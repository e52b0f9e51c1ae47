import { isFromPermissionSet, isServiceLinked } from "#lib/iam/own-roles.ts";
import {
  defineControl,
  fail,
  filling,
  fragment,
  notApplicable,
  pass,
  type Slices,
  type Subject,
} from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines, name, placeholder } from "../placeholders.ts";
import { inlinePoliciesOf } from "./inline-policies.ts";

interface Carrier {
  readonly name: string;
  readonly type: "role" | "group";
  /** Null for a group: no rule asks for its path. */
  readonly path: string | null;
}

function carriers(facts: Slices<"iam.role" | "iam.group">): readonly Subject<Carrier>[] {
  return [
    ...facts.all("iam.role").map(({ resourceId, payload }) => ({
      resourceId,
      resourceType: "iam.role" as const,
      value: { name: payload.name, type: "role" as const, path: payload.path },
    })),
    ...facts.all("iam.group").map(({ resourceId, payload }) => ({
      resourceId,
      resourceType: "iam.group" as const,
      value: { name: payload.name, type: "group" as const, path: null },
    })),
  ];
}

function keptBy(path: string): string | null {
  if (isServiceLinked(path)) return "an AWS service";
  return isFromPermissionSet(path) ? "IAM Identity Center" : null;
}

const policy = placeholder("policy");

/**
 * Roles and groups carry no inline policy; users are judged by iam-no-user-policies. Service-linked roles are
 * AWS's, and a role of Identity Center shows the policy of its permission set, which stands once for all
 * accounts: neither is judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export const iamNoInline = defineControl({
  id: "iam-no-inline",
  title: "Managed rather than inline policies",
  version: 1,
  severity: "low",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  reads: ["iam.group", "iam.policy"],
  alsoJudges: ["iam.group"],
  mappings: [...nist80053Ours("AC-6"), ...tenet("T4")],
  rationale:
    "An inline policy is hidden in the one role that carries it: it has no versions to go back to, no list shows " +
    "it, and the next role gets a copy that drifts. A managed policy is written, reviewed and corrected once.",
  remediation: {
    summary:
      "Make a managed policy of the document, attach it, then delete the inline one. Nothing changes for the " +
      "principal in between.",
    cli: lines(
      `aws iam get-role-policy --role-name=${name} --policy-name=${policy} --query=PolicyDocument > policy.json`,
      `aws iam create-policy --policy-name=${policy} --policy-document=file://policy.json`,
      `aws iam attach-role-policy --role-name=${name} --policy-arn=arn:aws:iam::${account}:policy/${policy}`,
      `aws iam delete-role-policy --role-name=${name} --policy-name=${policy}`,
      "# For a group: the same with get-group-policy, attach-group-policy, delete-group-policy and --group-name.",
    ),
    terraform: lines(
      'resource "aws_iam_policy" "managed" {',
      `  name   = "${policy}"`,
      "  policy = data.aws_iam_policy_document.managed.json # what the inline policy said",
      "}",
      "",
      'resource "aws_iam_role_policy_attachment" "managed" {',
      `  role       = "${name}"`,
      "  policy_arn = aws_iam_policy.managed.arn",
      "}",
      "",
      "# Inline policies that this configuration does not name are removed:",
      'resource "aws_iam_role_policies_exclusive" "none" {',
      `  role_name    = "${name}"`,
      "  policy_names = []",
      "}",
    ),
    fills: ["policy"],
    verify: `aws iam list-role-policies --role-name=${name}`,
  },
  subjects: carriers,
  evaluate: ({ resourceId, value }, facts) => {
    const keeper = value.path === null ? null : keptBy(value.path);
    if (keeper !== null) return notApplicable(`${value.name} is kept by ${keeper}.`);
    const inline = inlinePoliciesOf(facts, resourceId)
      .map((policy) => policy.payload.name)
      .sort();
    const [first] = inline;
    if (first === undefined) return pass(`${value.name} carries no inline policy.`);
    return filling(
      fail(
        `The ${value.type} ${value.name} carries ${inline.length === 1 ? "an inline policy" : `${inline.length} inline policies`}.`,
        fragment("Inline policies", "iam.policy principalArn", inline),
      ),
      { policy: first },
    );
  },
});
