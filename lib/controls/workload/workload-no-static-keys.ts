import type { FactKind } from "#lib/inventory/kinds.ts";
import type { SecretSighting } from "#lib/inventory/secret.ts";
import { defineControlOf, definePart, fail, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, region, resource } from "../placeholders.ts";
import { counted, isStaticKey, sightingFragments } from "./secret-sightings.ts";
import { definitionName } from "./tasks.ts";

function judge(kind: FactKind, name: string, secrets: readonly SecretSighting[]) {
  const keys = sightingFragments(kind, secrets, isStaticKey);
  return keys.length === 0
    ? pass(`No access key was found in ${name}.`)
    : fail(`${name} holds a static access key (${counted(keys.length, "sighting")}).`, ...keys);
}

const description = {
  id: "workload-no-static-keys",
  title: "No access keys in compute",
  version: 1,
  severity: "critical",
  pillar: "applications",
  phase: 3,
  mappings: [...nist80053Ours("IA-5(7)"), ...tenet("T6"), ...checklist(12)],
  rationale:
    "An access key works from anywhere and for ever, for whoever reads the configuration it stands in: everyone " +
    "with read access to the account, every backup, every build log. A role gives the same workload credentials " +
    "that last hours and that it never has to keep.",
  remediation: {
    summary:
      "Give the workload a role with the rights it needs, take the key out of its configuration, then deactivate " +
      "the key and look in CloudTrail for what it did. Old versions and revisions keep the key: it must not work " +
      "any more.",
    cli: lines(
      "# A function:",
      `aws lambda update-function-configuration --region=${region} --function-name=${resource} --environment=file://environment.json`,
      "# A task definition: register a revision without it, and let the service use that.",
      `aws ecs describe-task-definition --region=${region} --task-definition=${resource}`,
      `aws ecs register-task-definition --region=${region} --cli-input-json=file://task-definition.json`,
      "# A launch template: its user data, in a new default version.",
      `aws ec2 create-launch-template-version --region=${region} --launch-template-id=TEMPLATE --source-version='$Default' --launch-template-data=file://data.json`,
      `aws ec2 modify-launch-template --region=${region} --launch-template-id=TEMPLATE --default-version=VERSION`,
      "# The key:",
      "aws iam get-access-key-last-used --access-key-id=KEY",
      "aws iam update-access-key --user-name=USER --access-key-id=KEY --status=Inactive",
    ),
    terraform: lines(
      'resource "aws_lambda_function" "this" {',
      "  role = aws_iam_role.workload.arn",
      "  environment {",
      '    variables = { TABLE = "orders" } # neither AWS_ACCESS_KEY_ID nor AWS_SECRET_ACCESS_KEY',
      "  }",
      "}",
      "",
      'resource "aws_ecs_task_definition" "this" {',
      "  task_role_arn = aws_iam_role.workload.arn",
      "}",
    ),
    verify: `aws cloudtrail lookup-events --region=${region} --lookup-attributes=AttributeKey=AccessKeyId,AttributeValue=KEY`,
  },
  runbook: "credential-compromise",
} as const;

/**
 * No function, task definition in use or launch template (by its default version) holds a long-lived access
 * key: an access key id of a user (`AKIA…`), or a secret access key, with its id beside it or alone. Session
 * credentials end by themselves and do not count. Keys that AWS publishes as examples are not sighted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
 */
export const workloadNoStaticKeys = defineControlOf(description, [
  definePart({
    subject: "lambda.function",
    reads: [],
    evaluate: ({ value }) => judge("lambda.function", value.name, value.secrets),
  }),
  definePart({
    subject: "ecs.task-definition",
    reads: [],
    evaluate: ({ value }) => judge("ecs.task-definition", definitionName(value), value.secrets),
  }),
  definePart({
    subject: "ec2.launch-template",
    reads: [],
    evaluate: ({ value }) => judge("ec2.launch-template", value.name, value.secrets),
  }),
]);
