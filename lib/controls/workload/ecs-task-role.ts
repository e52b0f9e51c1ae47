import { defineControl, fail, filling, fragment, pass } from "../define.ts";
import { checklist, nist80053Ours, tenet } from "../frameworks.ts";
import { lines, placeholder, region, resource } from "../placeholders.ts";
import { definitionName, isFargateOnly, tasksOf } from "./tasks.ts";

const family = placeholder("family");

/**
 * A task definition in use names a task role, or every task that runs from it was started with a role in its
 * place. Without one a task on EC2 inherits the role of its host, and a task on Fargate has no AWS identity.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const ecsTaskRole = defineControl({
  id: "ecs-task-role",
  title: "Tasks have a role",
  version: 1,
  severity: "high",
  pillar: "applications",
  phase: 3,
  subject: "ecs.task-definition",
  reads: ["ecs.task"],
  mappings: [...nist80053Ours("IA-9"), ...tenet("T6"), ...checklist(12)],
  rationale:
    "Containers that share a host share its role when they have none: each may do what any of them needs, and the " +
    "logs do not tell which it was. Where there is no host to inherit from, access keys find their way into the " +
    "image.",
  remediation: {
    summary:
      "Make a role for the task with the rights its containers need, register a revision of the definition that " +
      "names it, and let the service use that revision.",
    cli: lines(
      `aws ecs describe-task-definition --region=${region} --task-definition=${resource} --query=taskDefinition`,
      "# With taskRoleArn added:",
      `aws ecs register-task-definition --region=${region} --cli-input-json=file://task-definition.json`,
      `aws ecs update-service --region=${region} --cluster=CLUSTER --service=SERVICE --task-definition=${family}`,
    ),
    terraform: lines(
      'resource "aws_ecs_task_definition" "this" {',
      `  family        = "${family}"`,
      "  task_role_arn = aws_iam_role.task.arn",
      "}",
    ),
    policy: lines(
      "{",
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      "    {",
      '      "Effect": "Allow",',
      '      "Principal": { "Service": "ecs-tasks.amazonaws.com" },',
      '      "Action": "sts:AssumeRole"',
      "    }",
      "  ]",
      "}",
    ),
    fills: ["family"],
    verify: `aws ecs describe-task-definition --region=${region} --task-definition=${family} --query=taskDefinition.taskRoleArn`,
  },
  evaluate: ({ resourceId, value }, facts) => {
    const named = definitionName(value);
    const role = fragment("Task role", "ecs.task-definition taskRoleArn", value.taskRoleArn);
    if (value.taskRoleArn !== null) return pass(`${named} names a task role.`, role);
    const tasks = tasksOf(facts, resourceId).map(({ payload }) => payload);
    const bare = tasks.filter((task) => task.taskRoleArn === null);
    if (tasks.length > 0 && bare.length === 0) {
      const roles = [...new Set(tasks.map((task) => task.taskRoleArn))].sort();
      return pass(
        `${named} names no task role, and each of its ${tasks.length} running tasks was started with one.`,
        role,
        fragment("Roles in its place", "ecs.task taskRoleArn", roles),
      );
    }
    const launchTypes = [...new Set(bare.flatMap((task) => task.launchType ?? []))].sort();
    const launch = fragment(
      "Launch types",
      "ecs.task launchType, ecs.task-definition requiresCompatibilities",
      {
        tasks: launchTypes,
        definition: value.requiresCompatibilities,
      },
    );
    const consequence = isFargateOnly(value, launchTypes)
      ? "on Fargate its tasks have no AWS identity"
      : "on EC2 its tasks inherit the role of their host";
    return filling(fail(`${named} names no task role: ${consequence}.`, role, launch), {
      family: value.family,
    });
  },
});
