import { expect, test } from "vitest";
import { arn, networkInterface } from "../testing/facts.ts";
import { sharedBy, vpc, vpcEndpoint } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { vpceCore } from "./vpce-core.ts";

const id = arn.ec2("vpc/vpc-1");
const [s3, dynamodb, secrets] = [vpcEndpoint("s3"), vpcEndpoint("dynamodb"), vpcEndpoint("secretsmanager")];
const others = [s3, dynamodb];
const used = networkInterface("eni-1");

test.each([
  ["all three", [...others, secrets], "pass"],
  ["none", [], "fail"],
  ["one lacking", others, "fail"],
  [
    "one that is not ready",
    [...others, vpcEndpoint("secretsmanager", { state: "pendingAcceptance" })],
    "fail",
  ],
  ["one that is going", [...others, vpcEndpoint("secretsmanager", { state: "deleting" })], "fail"],
  ["one in another VPC", [...others, vpcEndpoint("secretsmanager", { vpcId: "vpc-2" })], "fail"],
  ["one in capital letters", [...others, vpcEndpoint("secretsmanager", { state: "Available" })], "pass"],
  ["one of FIPS", [...others, vpcEndpoint("secretsmanager-fips")], "pass"],
  ["S3 by an interface", [vpcEndpoint("s3", { type: "Interface" }), dynamodb, secrets], "pass"],
  ["S3 Express in place of S3", [vpcEndpoint("s3express"), dynamodb, secrets], "fail"],
  [
    "access points of every Region in place of S3",
    [vpcEndpoint("s3", { serviceName: "com.amazonaws.s3-global.accesspoint" }), dynamodb, secrets],
    "fail",
  ],
  [
    "China's names",
    [vpcEndpoint("s3", { serviceName: "cn.com.amazonaws.cn-north-1.s3" }), dynamodb, secrets],
    "pass",
  ],
])("%s", (_, endpoints, verdict) => {
  expect(verdicts(vpceCore, [vpc("vpc-1"), used, ...endpoints])).toEqual({ [id]: verdict });
});

test.each([
  ["nothing", []],
  ["an interface that is not in use", [networkInterface("eni-1", { status: "available" })]],
  ["an interface of another VPC", [networkInterface("eni-1", { vpcId: "vpc-2" })]],
  ["NAT", [networkInterface("eni-1", { interfaceType: "nat_gateway" })]],
  ["an endpoint", [networkInterface("eni-1", { interfaceType: "vpc_endpoint" })]],
  ["a transit gateway", [networkInterface("eni-1", { interfaceType: "transit_gateway" })]],
])("a VPC with %s is not in use", (_, faces) => {
  expect(verdicts(vpceCore, [vpc("vpc-1"), ...faces])).toEqual({ [id]: "notApplicable" });
});

test("a VPC that another account shares is judged there", () => {
  expect(verdicts(vpceCore, [sharedBy(vpc("vpc-1")), used])).toEqual({});
});

test("the evidence names what is lacking, and what is there", () => {
  const facts = [vpc("vpc-1"), used, s3, vpcEndpoint("kms")];
  expect(evidenceOf(vpceCore, facts)).toMatchObject({
    summary: "vpc-1 has no available endpoint of DynamoDB, Secrets Manager.",
    fragments: [{ label: "vpce-s3", value: { state: "available", type: "Gateway" } }],
  });
});
