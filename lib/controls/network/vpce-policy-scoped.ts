import { allowAllStatements } from "#lib/iam/endpoint-policy.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { statementFragment, statementsOf } from "../documents.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { account, lines, name, region } from "../placeholders.ts";
import { ownResources } from "./own-resources.ts";

const gone: ReadonlySet<string> = new Set(["deleting", "deleted", "failed", "rejected", "expired"]);
const withPolicy: ReadonlySet<string> = new Set(["Interface", "Gateway"]);

/** Services of others, by PrivateLink: their endpoints let everything through, whatever a policy says. */
function isOwnService(serviceName: string): boolean {
  return /(^|\.)com\.amazonaws\.vpce\./.test(serviceName);
}

/**
 * The policy of a VPC endpoint of an AWS service does not let every principal do everything with every resource:
 * a statement names principals or resources, fewer actions than all of the service, or asks by condition whose
 * principal or resource it is; or a Deny takes back what a wide Allow gives. Not applicable to endpoints of other
 * services and of types that carry no policy. A few AWS services take none, and keep the default: see the link.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const vpcePolicyScoped = defineControl({
  id: "vpce-policy-scoped",
  title: "Endpoint policies are scoped",
  version: 1,
  severity: "medium",
  pillar: "networks",
  phase: 2,
  subject: "ec2.vpc-endpoint",
  reads: [],
  mappings: [...nist80053Ours("AC-3"), ...tenet("T4")],
  rationale:
    "With the default policy an endpoint carries requests with anyone's credentials to anyone's bucket: a way out for " +
    "data, with the attacker's own keys and inside AWS, where no proxy sees it. A policy that asks for our principals " +
    "and our resources closes it.",
  remediation: {
    summary:
      "Ask for principals and resources of the account, or with aws:PrincipalOrgID and aws:ResourceOrgID for those of " +
      "the Organization. For S3 add what AWS keeps its own data in, such as the buckets of ECR layers and of " +
      "package repositories.",
    cli: `aws ec2 modify-vpc-endpoint --region=${region} --vpc-endpoint-id=${name} --policy-document=file://policy.json`,
    terraform: lines(
      'resource "aws_vpc_endpoint_policy" "this" {',
      `  vpc_endpoint_id = "${name}"`,
      "  policy          = data.aws_iam_policy_document.endpoint.json",
      "}",
      "",
      'data "aws_iam_policy_document" "endpoint" {',
      "  statement {",
      '    actions   = ["*"]',
      '    resources = ["*"]',
      "    principals {",
      '      type        = "*"',
      '      identifiers = ["*"]',
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      '      variable = "aws:PrincipalAccount"',
      `      values   = ["${account}"]`,
      "    }",
      "    condition {",
      '      test     = "StringEquals"',
      '      variable = "aws:ResourceAccount"',
      `      values   = ["${account}"]`,
      "    }",
      "  }",
      "}",
    ),
    policy: lines(
      "{",
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      "    {",
      '      "Effect": "Allow",',
      '      "Principal": "*",',
      '      "Action": "*",',
      '      "Resource": "*",',
      '      "Condition": {',
      '        "StringEquals": {',
      `          "aws:PrincipalAccount": "${account}",`,
      `          "aws:ResourceAccount": "${account}"`,
      "        }",
      "      }",
      "    }",
      "  ]",
      "}",
    ),
    verify: `aws ec2 describe-vpc-endpoints --region=${region} --vpc-endpoint-ids=${name} --query="VpcEndpoints[].PolicyDocument"`,
  },
  runbook: "data-exfiltration",
  subjects: (facts, at) =>
    ownResources(facts.all("ec2.vpc-endpoint"), at).filter(
      ({ value }) => !gone.has(value.state.toLowerCase()),
    ),
  evaluate: ({ value: { id, serviceName, type, policy } }, facts) => {
    const service = fragment("Service", "ec2.vpc-endpoint serviceName, type", { serviceName, type });
    if (policy === null || !withPolicy.has(type) || isOwnService(serviceName))
      return notApplicable(`${id} is of a kind that takes no policy.`, service);
    const open = allowAllStatements(statementsOf(facts, policy, "ec2.vpc-endpoint"));
    return open.length === 0
      ? pass(`The policy of ${id} does not allow everything to everybody.`, service)
      : fail(
          `The policy of ${id} allows everybody everything of ${serviceName}.`,
          ...open.map((statement) => statementFragment(statement, "ec2.vpc-endpoint policy")),
          service,
        );
  },
});
