import { describe, expect, test } from "vitest";
import { accountBlock, blocked, bucketBlock, unblocked } from "#lib/controls/testing/data-facts.ts";
import {
  arn,
  bucket,
  fact,
  networkInterface,
  policyDocument,
  region,
  rule,
  securityGroup,
  strangerId,
} from "#lib/controls/testing/facts.ts";
import { sharedBy } from "#lib/controls/testing/network-facts.ts";
import { eksCluster, workloadArn } from "#lib/controls/testing/workload-facts.ts";
import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { measureNetworkExposure } from "./network-exposure.ts";
import { measured, told } from "./testing/input.ts";

const rows = (...facts: Fact[]) => told(measureNetworkExposure(measured(facts)));

const open = securityGroup("sg-open", {
  inbound: [rule({ ipv4: ["0.0.0.0/0"], fromPort: 20, toPort: 25 }), rule({ ipv6: ["::/0"] })],
});

test("load balancers and NAT are told and not counted, one by one", () => {
  expect(
    rows(
      networkInterface("eni-nat", { interfaceType: "nat_gateway" }),
      networkInterface("eni-net", { interfaceType: "network_load_balancer", securityGroupIds: ["sg-open"] }),
      networkInterface("eni-app", {
        requesterId: "amazon-elb",
        requesterManaged: true,
        description: "ELB app/web/1",
      }),
      networkInterface("eni-idle", { status: "available" }),
      sharedBy(networkInterface("eni-theirs")),
    ),
  ).toEqual([
    "eni-app excluded load-balancer loadBalancer",
    "eni-nat excluded nat nat",
    "eni-net excluded load-balancer loadBalancer",
  ]);
});

test("every open rule is told with its ports, worn or not, of the account's own groups", () => {
  const found = measureNetworkExposure(
    measured([open, securityGroup("sg-closed"), sharedBy(open, strangerId)]),
  );
  expect(told(found)).toEqual(["sg-open excluded open-rule openRule"]);
  expect(found[0]?.detail).toEqual({
    metric: "network-exposure",
    vpcId: "vpc-1",
    portClasses: ["admin", "web", "other"],
    ports: ["tcp 20-25", "tcp 443"],
    path: [],
    stopped: null,
  });
});

describe("behind a load balancer", () => {
  const balancer = (name: string, over: Partial<PayloadOf<"elb.load-balancer">>) =>
    fact("elb.load-balancer", name, {
      name,
      type: "application",
      scheme: "internet-facing",
      vpcId: "vpc-1",
      subnetIds: [],
      securityGroupIds: [],
      dnsName: null,
      listeners: [],
      instanceIds: [],
      ...over,
    });
  const targets = (targetType: string, balancer: string, ...ids: string[]) =>
    fact("elb.target-group", `targets-of-${balancer}`, {
      name: "web",
      targetType,
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-1",
      loadBalancerArns: [balancer],
      targets: ids.map((id) => ({ id, port: 80 })),
    });
  const instance = networkInterface("eni-1", { instanceId: "i-1", privateIp: "10.0.0.10" });

  test.each<[string, Fact[], string]>([
    ["by instance id", [balancer("app", {}), targets("instance", "app", "i-1")], "behind-load-balancer"],
    ["by address", [balancer("app", {}), targets("ip", "app", "10.0.0.10")], "behind-load-balancer"],
    [
      "by classic registration",
      [balancer("old", { type: "classic", instanceIds: ["i-1"] })],
      "behind-load-balancer",
    ],
    [
      "through another balancer",
      [
        balancer("net", { type: "network" }),
        targets("alb", "net", "app"),
        balancer("app", { scheme: "internal" }),
        targets("instance", "app", "i-1"),
      ],
      "behind-load-balancer",
    ],
    [
      "of an internal one",
      [balancer("app", { scheme: "internal" }), targets("instance", "app", "i-1")],
      "closed",
    ],
    ["another instance", [balancer("app", {}), targets("instance", "app", "i-2")], "closed"],
  ])("%s", (_, facts, expected) => {
    expect(rows(instance, ...facts)).toEqual([`i-1 counted ${expected}  0`]);
  });

  const facing = [balancer("app", {}), targets("instance", "app", "i-1")];
  test("a public address is not behind it", () => {
    const named = networkInterface("eni-1", { instanceId: "i-1", publicIp: "198.51.100.7" });
    expect(rows(named, ...facing)).toEqual(["i-1 counted closed  0"]);
  });
  test("a target whose group is open is attached", () => {
    const worn = networkInterface("eni-1", { instanceId: "i-1", securityGroupIds: ["sg-open"] });
    expect(rows(worn, open, ...facing)).toContain("i-1 counted attached  1");
  });
});

test("what no security group guards is told apart", () => {
  const url = (name: string, authType: string) =>
    fact("lambda.function-url", workloadArn.lambda(name), { functionArn: "", url: "", authType });
  const rest = (id: string, endpoint: string, endpointDisabled = false) =>
    fact("apigateway.rest-api", `arn:aws:apigateway:${region}::/restapis/${id}`, {
      id,
      name: id,
      endpointTypes: [endpoint],
      policy: null,
      endpointDisabled,
    });
  const http = (id: string, endpointDisabled: boolean) =>
    fact("apigateway.http-api", `arn:aws:apigateway:${region}::/apis/${id}`, {
      id,
      name: id,
      protocol: "HTTP",
      endpointDisabled,
    });
  const everybodys = policyDocument({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "*",
  });
  const shared = (name: string, own: typeof blocked) => [
    ...bucket(name, everybodys),
    fact("s3.bucket-policy-status", arn.bucket(name), { isPublic: true }),
    bucketBlock(name, own),
  ];
  expect(
    rows(
      url("open", "NONE"),
      url("signed", "AWS_IAM"),
      rest("regional", "REGIONAL", true),
      rest("inner", "PRIVATE"),
      http("on", false),
      http("off", true),
      eksCluster("wide", { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] }),
      eksCluster("split", { endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
      eksCluster("narrow", { endpointPublicAccess: true, publicAccessCidrs: ["198.51.100.0/24"] }),
      eksCluster("inside", { publicAccessCidrs: ["0.0.0.0/0"] }),
      accountBlock(unblocked),
      ...shared("site", unblocked),
      ...shared("kept", blocked),
      fact("ec2.public-snapshot", `arn:aws:ec2:${region}::snapshot/snap-1`, {
        id: "snap-1",
        volumeId: null,
        description: "",
      }),
      fact("ec2.public-image", `arn:aws:ec2:${region}::image/ami-1`, { id: "ami-1", name: "" }),
    ),
  ).toEqual([
    "ami-1 excluded public-image withoutSecurityGroup",
    "on excluded api-gateway withoutSecurityGroup",
    "open excluded function-url withoutSecurityGroup",
    "regional excluded api-gateway withoutSecurityGroup",
    "site excluded public-bucket withoutSecurityGroup",
    "snap-1 excluded public-snapshot withoutSecurityGroup",
    "split excluded eks-endpoint withoutSecurityGroup",
    "wide excluded eks-endpoint withoutSecurityGroup",
  ]);
});
