import { expect, test } from "vitest";
import { arn } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { task, taskDefinition, workloadArn } from "../testing/workload-facts.ts";
import { ecsTaskRole } from "./ecs-task-role.ts";

const own = { taskRoleArn: arn.iam("role/migration") };
const bare = taskDefinition({ taskRoleArn: null });
const elsewhere = { taskDefinitionArn: workloadArn.ecs("task-definition/orders:6") };

test.each([
  ["a role", [taskDefinition(), task("1")], "pass"],
  ["no role, no task", [bare], "fail"],
  ["no role, a task without", [bare, task("1")], "fail"],
  ["no role, every task with its own", [bare, task("1", own), task("2", own)], "pass"],
  ["no role, one task of two with its own", [bare, task("1", own), task("2")], "fail"],
  ["no role, a task of another revision with its own", [bare, task("1", { ...own, ...elsewhere })], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(ecsTaskRole, facts)).toEqual({ [workloadArn.definition]: verdict });
});

const fargate = "orders:7 names no task role: on Fargate its tasks have no AWS identity.";
const host = "orders:7 names no task role: on EC2 its tasks inherit the role of their host.";
const definition = (...requiresCompatibilities: string[]) =>
  taskDefinition({ taskRoleArn: null, requiresCompatibilities });

test.each([
  ["a task on Fargate", [definition("EC2", "FARGATE"), task("1")], fargate],
  ["a task on EC2", [definition("EC2", "FARGATE"), task("1", { launchType: "EC2" })], host],
  ["tasks on both", [definition(), task("1"), task("2", { launchType: "EC2" })], host],
  ["a definition for Fargate", [definition("FARGATE")], fargate],
  ["a definition for either", [definition("EC2", "FARGATE")], host],
  ["a definition that does not say", [definition()], host],
])("the evidence says what that means for %s", (_, facts, summary) => {
  expect(evidenceOf(ecsTaskRole, facts)).toMatchObject({ summary, values: { family: "orders" } });
});
