import { defineControl, fail, filling, fragment, pass } from "../define.ts";
import { fsbp, nist80053, tenet } from "../frameworks.ts";
import { lines, placeholder, region, resource } from "../placeholders.ts";
import { definitionName } from "./tasks.ts";

const family = placeholder("family");

/**
 * No container of a task definition in use is privileged. Single capabilities that are added to a container are
 * narrower and not counted.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4
 */
export const ecsUnprivileged = defineControl({
  id: "ecs-unprivileged",
  title: "Tasks are unprivileged",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "ecs.task-definition",
  reads: [],
  mappings: [...fsbp("ECS.4"), ...nist80053("AC-6"), ...tenet("T3")],
  rationale:
    "A privileged container is root on its host: it reads every other container's memory and files, and takes the " +
    "host's role. Whoever breaks into it owns the machine and all that runs there.",
  remediation: {
    summary:
      "Find out what the container needs and add that capability alone, or run it on Fargate, where nothing is " +
      "privileged. Register a revision without privileged and let the service use it.",
    cli: lines(
      `aws ecs describe-task-definition --region=${region} --task-definition=${resource} --query=taskDefinition`,
      "# With privileged set to false:",
      `aws ecs register-task-definition --region=${region} --cli-input-json=file://task-definition.json`,
      `aws ecs update-service --region=${region} --cluster=CLUSTER --service=SERVICE --task-definition=${family}`,
    ),
    terraform: lines(
      'resource "aws_ecs_task_definition" "this" {',
      `  family = "${family}"`,
      "  container_definitions = jsonencode([{",
      '    name       = "app"',
      '    image      = "IMAGE"',
      "    privileged = false",
      "  }])",
      "}",
    ),
    fills: ["family"],
    verify: `aws ecs describe-task-definition --region=${region} --task-definition=${family} --query="taskDefinition.containerDefinitions[].[name,privileged]"`,
  },
  runbook: "lateral-movement",
  evaluate: ({ value }) => {
    const named = definitionName(value);
    const privileged = value.containers.flatMap(({ name, image, privileged }, place) =>
      privileged
        ? [fragment(name, `ecs.task-definition containers[${place}] privileged`, { image, privileged })]
        : [],
    );
    if (privileged.length === 0)
      return pass(`None of the ${value.containers.length} containers of ${named} is privileged.`);
    const names = privileged.map(({ label }) => label).join(", ");
    return filling(fail(`${named} runs privileged containers: ${names}.`, ...privileged), {
      family: value.family,
    });
  },
});
