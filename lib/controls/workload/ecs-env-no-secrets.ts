import { defineControl, fail, filling, fragment, pass } from "../define.ts";
import { checklist, fsbp, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, region, resource } from "../placeholders.ts";
import { counted, isSecret, sightingFragments } from "./secret-sightings.ts";
import { definitionName } from "./tasks.ts";

const family = placeholder("family");

/** Credentials of an image registry, whatever stands in it. */
const registryCredentials = "ECS_ENGINE_AUTH_DATA";

/**
 * No plain variable of a container of a task definition in use holds a secret: by the shape of its value, by its
 * name, or because it is `ECS_ENGINE_AUTH_DATA`. What ECS fills from Secrets Manager or Parameter Store is how it
 * should be; environment files in S3 are not read.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8
 */
export const ecsEnvNoSecrets = defineControl({
  id: "ecs-env-no-secrets",
  title: "No plaintext secrets in tasks",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "ecs.task-definition",
  reads: [],
  mappings: [...fsbp("ECS.8"), ...nist80053Ours("IA-5(7)"), ...tenet("T6"), ...checklist(10)],
  rationale:
    "A task definition is readable by everyone who may list what runs, and no revision of it is ever changed: a " +
    "secret written there stays readable for as long as the account exists. ECS can fetch it at start instead, for " +
    "the one task that needs it.",
  remediation: {
    summary:
      "Put the secret into Secrets Manager, name it under secrets instead of environment, let the execution role " +
      "read it, and change the secret: old revisions keep the old value.",
    cli: lines(
      `aws secretsmanager create-secret --region=${region} --name=SECRET --secret-string=file://secret.txt`,
      `aws ecs describe-task-definition --region=${region} --task-definition=${resource} --query=taskDefinition`,
      "# With secrets [{name, valueFrom}] in place of the variable:",
      `aws ecs register-task-definition --region=${region} --cli-input-json=file://task-definition.json`,
      `aws ecs update-service --region=${region} --cluster=CLUSTER --service=SERVICE --task-definition=${family}`,
    ),
    terraform: lines(
      'resource "aws_ecs_task_definition" "this" {',
      `  family             = "${family}"`,
      "  execution_role_arn = aws_iam_role.execution.arn",
      "  container_definitions = jsonencode([{",
      '    name    = "app"',
      '    image   = "IMAGE"',
      '    secrets = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.db.arn }]',
      "  }])",
      "}",
    ),
    fills: ["family"],
    verify: `aws ecs describe-task-definition --region=${region} --task-definition=${family} --query="taskDefinition.containerDefinitions[].environment[].name"`,
  },
  runbook: "credential-compromise",
  evaluate: ({ value }) => {
    const registry = value.containers.flatMap((container, place) =>
      container.variableNames.includes(registryCredentials)
        ? [fragment(registryCredentials, `ecs.task-definition containers[${place}]`, container.name)]
        : [],
    );
    const secrets = registry.length > 0 ? value.secrets.filter(isSecret) : value.secrets;
    const found = [...sightingFragments("ecs.task-definition", secrets, isSecret), ...registry];
    const named = definitionName(value);
    if (found.length === 0) return pass(`No plain variable of ${named} holds a secret.`);
    return filling(
      fail(`The plain variables of ${named} hold ${counted(found.length, "secret")}.`, ...found),
      {
        family: value.family,
      },
    );
  },
});
