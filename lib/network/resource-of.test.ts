import { expect, test } from "vitest";
import { arn, networkInterface } from "#lib/controls/testing/facts.ts";
import { database, warehouse } from "#lib/controls/testing/network-facts.ts";
import { lambdaFunction, task, workloadArn } from "#lib/controls/testing/workload-facts.ts";
import { type Fact, type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { attachedResource, ownersOf } from "./resource-of.ts";

const uuid = "0123abcd-1234-5678-9abc-0123456789ab";
const facts: Fact[] = [
  task("t-1", { networkInterfaceIds: ["eni-task"] }),
  lambdaFunction("order-events"),
  database("orders", { securityGroupIds: ["sg-2", "sg-1"] }),
  database("twin-1", { securityGroupIds: ["sg-3"] }),
  database("twin-2", { securityGroupIds: ["sg-3"] }),
  warehouse("reports", { securityGroupIds: ["sg-1"] }),
];
const owners = ownersOf({ all: <K extends FactKind>(kind: K) => ofKind(facts, kind) });
const itself = { resourceId: arn.ec2("network-interface/eni-1"), resourceType: "ec2.network-interface" };
const orders = {
  resourceId: arn.ec2("x").replace("ec2", "rds").replace(":x", ":db:orders"),
  resourceType: "rds.instance",
};

test.each([
  [
    "an attached instance",
    { instanceId: "i-1", requesterManaged: true, description: "RDSNetworkInterface" },
    { resourceId: arn.ec2("instance/i-1"), resourceType: "ec2.instance" },
  ],
  [
    "the task that names it",
    { id: "eni-task" },
    { resourceId: workloadArn.ecs("task/main/t-1"), resourceType: "ecs.task" },
  ],
  [
    "the function of its description",
    { requesterManaged: true, description: `AWS Lambda VPC ENI-order-events-${uuid}` },
    { resourceId: workloadArn.lambda("order-events"), resourceType: "lambda.function" },
  ],
  [
    "a function that is no more",
    { requesterManaged: true, description: `AWS Lambda VPC ENI-gone-${uuid}` },
    itself,
  ],
  ["a description that anybody wrote", { description: `AWS Lambda VPC ENI-order-events-${uuid}` }, itself],
  [
    "the only database of its VPC and groups",
    { requesterManaged: true, description: "RDSNetworkInterface", securityGroupIds: ["sg-1", "sg-2"] },
    orders,
  ],
  [
    "the same groups in another VPC",
    {
      requesterManaged: true,
      description: "RDSNetworkInterface",
      vpcId: "vpc-2",
      securityGroupIds: ["sg-1", "sg-2"],
    },
    itself,
  ],
  [
    "two databases alike",
    { requesterManaged: true, description: "RDSNetworkInterface", securityGroupIds: ["sg-3"] },
    itself,
  ],
  [
    "a warehouse",
    { requesterManaged: true, description: "RedshiftNetworkInterface", securityGroupIds: ["sg-1"] },
    {
      resourceId: arn.ec2("x").replace("ec2", "redshift").replace(":x", ":cluster:reports"),
      resourceType: "redshift.cluster",
    },
  ],
  ["nothing that AWS names", {}, itself],
])("behind an interface stands %s", (_, payload, expected) => {
  expect(attachedResource(networkInterface("eni-1", payload), owners)).toEqual(expected);
});
