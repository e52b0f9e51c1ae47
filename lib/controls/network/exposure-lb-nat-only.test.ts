import { expect, test } from "vitest";
import { arn, networkInterface, prefixList, rule, securityGroup } from "../testing/facts.ts";
import { sharedBy } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { task, workloadArn } from "../testing/workload-facts.ts";
import { exposureLbNatOnly } from "./exposure-lb-nat-only.ts";

const instance = arn.ec2("instance/i-1");
const eni = arn.ec2("network-interface/eni-1");
const open = rule({ ipv4: ["0.0.0.0/0"] });
const groups = [
  securityGroup("sg-open", { inbound: [rule({ ipv4: ["10.0.0.0/8"] }), open] }),
  securityGroup("sg-closed", { inbound: [rule({ ipv4: ["10.0.0.0/8"] })] }),
  securityGroup("sg-list", { inbound: [rule({ prefixListIds: ["pl-gone"] })] }),
];
const elb = { requesterId: "amazon-elb", requesterManaged: true, description: "ELB app/web/1" };

test.each([
  [
    "an instance behind an open group",
    { instanceId: "i-1", securityGroupIds: ["sg-open"] },
    { [instance]: "fail" },
  ],
  [
    "an instance behind a closed group",
    { instanceId: "i-1", securityGroupIds: ["sg-closed"] },
    { [instance]: "pass" },
  ],
  [
    "one open group of two",
    { instanceId: "i-1", securityGroupIds: ["sg-closed", "sg-open"] },
    { [instance]: "fail" },
  ],
  ["an interface without an instance", { securityGroupIds: ["sg-open"] }, { [eni]: "fail" }],
  ["an interface without a group", {}, { [eni]: "pass" }],
  ["an interface that is not in use", { status: "available", securityGroupIds: ["sg-open"] }, {}],
  [
    "a NAT gateway",
    { interfaceType: "nat_gateway", securityGroupIds: ["sg-open"] },
    { [eni]: "notApplicable" },
  ],
  [
    "a network load balancer",
    { interfaceType: "network_load_balancer", securityGroupIds: ["sg-open"] },
    { [eni]: "notApplicable" },
  ],
  ["an application load balancer", { ...elb, securityGroupIds: ["sg-open"] }, { [eni]: "notApplicable" }],
  [
    "a group that is not among the facts",
    { securityGroupIds: ["sg-gone"] },
    { [eni]: "undecidable: An attached security group is not among the facts." },
  ],
  ["that, and an open one", { securityGroupIds: ["sg-gone", "sg-open"] }, { [eni]: "fail" }],
  [
    "a list that is not among the facts",
    { securityGroupIds: ["sg-list"] },
    { [eni]: "undecidable: The prefix list pl-gone is not among the facts." },
  ],
])("%s", (_, over, expected) => {
  expect(verdicts(exposureLbNatOnly, [networkInterface("eni-1", over), ...groups])).toEqual(expected);
});

test("a resource counts once, and fails by any of its interfaces", () => {
  const facts = [
    networkInterface("eni-2", { instanceId: "i-1", securityGroupIds: ["sg-open"], publicIp: "198.51.100.7" }),
    networkInterface("eni-1", { instanceId: "i-1", securityGroupIds: ["sg-closed"] }),
    networkInterface("eni-3", { instanceId: "i-2", securityGroupIds: ["sg-closed"] }),
    ...groups,
  ];
  expect(verdicts(exposureLbNatOnly, facts)).toEqual({
    [instance]: "fail",
    [arn.ec2("instance/i-2")]: "pass",
  });
  expect(evidenceOf(exposureLbNatOnly, facts)).toEqual({
    summary: "eni-2 carries sg-open, which lets any address reach TCP 443.",
    fragments: [
      {
        label: "Interface",
        place: "ec2.network-interface",
        value: { id: "eni-2", publicIp: "198.51.100.7" },
      },
      { label: "Inbound rule 2 of sg-open", place: "ec2.security-group inbound[1]", value: open },
    ],
  });
});

test("a group that another account shares is found by its id, lists resolve", () => {
  const shared = securityGroup("sg-shared", {
    ownerId: "999900001111",
    inbound: [rule({ prefixListIds: ["pl-1"] })],
  });
  const facts = [
    networkInterface("eni-1", { securityGroupIds: ["sg-shared"] }),
    { ...shared, resourceId: shared.resourceId.replace("111122223333", "999900001111") },
  ];
  const wide = prefixList("pl-1", "999900001111", "0.0.0.0/0");
  expect(verdicts(exposureLbNatOnly, [...facts, wide])).toEqual({ [eni]: "fail" });
  const narrow = prefixList("pl-1", "999900001111", "10.0.0.0/8");
  expect(verdicts(exposureLbNatOnly, [...facts, narrow])).toEqual({ [eni]: "pass" });
});

test("a task is named rather than its interfaces; what another account owns is judged there", () => {
  const facts = [
    task("t-1", { networkInterfaceIds: ["eni-1", "eni-2"] }),
    networkInterface("eni-1", { securityGroupIds: ["sg-closed"] }),
    networkInterface("eni-2", { securityGroupIds: ["sg-open"] }),
    sharedBy(networkInterface("eni-3", { securityGroupIds: ["sg-open"] })),
    ...groups,
  ];
  expect(verdicts(exposureLbNatOnly, facts)).toEqual({ [workloadArn.ecs("task/main/t-1")]: "fail" });
});
