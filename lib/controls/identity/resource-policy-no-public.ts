import type { Fact } from "#lib/inventory/kinds.ts";
import { type ControlPart, defineControlOf, definePart, type Slices, Undecidable } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, region, resource } from "../placeholders.ts";
import { publicBuckets } from "./public-buckets.ts";
import { judgeOpenness } from "./resource-policies.ts";

type PolicyKind =
  | "kms.key-policy"
  | "lambda.function-policy"
  | "secretsmanager.secret-policy"
  | "ecr.repository-policy";

function documentOf<K extends PolicyKind>(facts: Slices<K>, kind: K, resourceId: string): string | null {
  const fact: Fact<PolicyKind> | undefined = facts.one(kind, resourceId);
  if (fact === undefined) throw new Undecidable("A resource's policy is not among the facts.", kind);
  return fact.payload.document;
}

/** Resources whose policy is a fact of its own, under the same resource id. */
function apart(
  subject: "kms.key" | "lambda.function" | "secretsmanager.secret" | "ecr.repository",
  kind: PolicyKind,
): ControlPart {
  return definePart({
    subject,
    reads: [kind],
    evaluate: ({ resourceId, value }, facts) =>
      judgeOpenness(facts, {
        called: "name" in value ? value.name : (value.aliases[0] ?? value.id),
        kind,
        path: "document",
        document: documentOf(facts, kind, resourceId),
      }),
  });
}

/** Resources that carry their policy themselves. */
function within(kind: "sqs.queue" | "sns.topic" | "apigateway.rest-api"): ControlPart {
  return definePart({
    subject: kind,
    reads: [],
    evaluate: ({ value }, facts) =>
      judgeOpenness(facts, { called: value.name, kind, path: "policy", document: value.policy }),
  });
}

/**
 * No resource policy lets everybody in: an Allow for everybody counts unless a condition, or a Deny for all but
 * a few, keeps it to accounts, organizations, networks or addresses that are named. Of a bucket, S3's own
 * verdict counts, and Block Public Access. Queues, topics, keys, functions, secrets, repositories and REST APIs
 * are judged where they are, buckets in `global`; what has no policy is not applicable.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html
 */
export const resourcePolicyNoPublic = defineControlOf(
  {
    id: "resource-policy-no-public",
    title: "No resource policy is open to everyone",
    version: 1,
    severity: "critical",
    pillar: "data",
    phase: 1,
    mappings: [...fsbp("S3.2", "S3.3", "Lambda.1", "KMS.5"), ...nist80053("AC-3"), ...tenet("T1")],
    rationale:
      "A policy that lets everybody in needs no stolen key: whoever learns the name reads the data, sends the " +
      "message or runs the code, from any account in the world. Scanners try such names day and night.",
    remediation: {
      summary:
        "Name the principals that need access, or keep everybody to your organization with aws:PrincipalOrgID, as " +
        "the ready policy does. What must be public should be behind CloudFront, a load balancer or an authorizer.",
      cli: lines(
        "# First take the statement shown as evidence out of the policy, in policy.json. Then, for a bucket:",
        `aws s3api put-bucket-policy --bucket=BUCKET --policy=file://policy.json`,
        "# A queue: attributes.json is an object whose Policy is the document as a string.",
        `aws sqs set-queue-attributes --region=${region} --queue-url=QUEUE_URL --attributes=file://attributes.json`,
        "# A topic:",
        `aws sns set-topic-attributes --region=${region} --topic-arn=${resource} --attribute-name=Policy --attribute-value=file://policy.json`,
        "# A key:",
        `aws kms put-key-policy --region=${region} --key-id=KEY_ID --policy-name=default --policy=file://policy.json`,
        "# A function, whose statements are removed one by one:",
        `aws lambda remove-permission --region=${region} --function-name=${resource} --statement-id=SID`,
        "# A secret:",
        `aws secretsmanager put-resource-policy --region=${region} --secret-id=${resource} --block-public-policy --resource-policy=file://policy.json`,
        "# A repository:",
        `aws ecr set-repository-policy --region=${region} --repository-name=REPOSITORY --policy-text=file://policy.json`,
        "# A REST API, which takes effect when it is deployed again:",
        `aws apigateway update-rest-api --region=${region} --rest-api-id=API_ID --patch-operations=file://patch.json`,
      ),
      terraform: lines(
        'data "aws_iam_policy_document" "organization_only" {',
        "  statement {",
        '    actions   = ["ACTION"]',
        `    resources = ["${resource}"]`,
        "    principals {",
        '      type        = "*"',
        '      identifiers = ["*"]',
        "    }",
        "    condition {",
        '      test     = "StringEquals"',
        '      variable = "aws:PrincipalOrgID"',
        "      values   = [data.aws_organizations_organization.this.id]",
        "    }",
        "  }",
        "}",
        "",
        'data "aws_organizations_organization" "this" {}',
        "",
        "# Give it as policy to aws_s3_bucket_policy, aws_sqs_queue_policy, aws_sns_topic_policy, aws_kms_key_policy,",
        "# aws_secretsmanager_secret_policy, aws_ecr_repository_policy or aws_api_gateway_rest_api_policy. For a",
        "# function set principal_org_id in its aws_lambda_permission.",
      ),
      policy: lines(
        '{ "Version": "2012-10-17", "Statement": [',
        '  { "Sid": "OrganizationOnly", "Effect": "Allow", "Principal": "*", "Action": "ACTION",',
        `    "Resource": "${resource}",`,
        '    "Condition": { "StringEquals": { "aws:PrincipalOrgID": "ORGANIZATION_ID" } } }',
        "] }",
      ),
      verify: lines(
        "# Of a bucket; of the others, read the policy again, or see that Access Analyzer's finding is resolved.",
        "aws s3api get-bucket-policy-status --bucket=BUCKET",
        `aws accessanalyzer list-findings-v2 --region=${region} --analyzer-arn=ANALYZER_ARN`,
      ),
    },
    runbook: "public-exposure",
  },
  [
    publicBuckets,
    within("sqs.queue"),
    within("sns.topic"),
    apart("kms.key", "kms.key-policy"),
    apart("lambda.function", "lambda.function-policy"),
    apart("secretsmanager.secret", "secretsmanager.secret-policy"),
    apart("ecr.repository", "ecr.repository-policy"),
    within("apigateway.rest-api"),
  ],
);
