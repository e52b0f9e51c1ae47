import { describe, expect, test } from "vitest";
import { arn, networkInterface, strangerId } from "#lib/controls/testing/facts.ts";
import { subnet, vpc } from "#lib/controls/testing/network-facts.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import {
  block,
  defaultAcl,
  defaultEntries,
  exclusion,
  ownedBy,
  route,
  routeTable,
} from "#lib/network/testing/vpc-facts.ts";
import { face, ipv6Addresses, network, type Pieces, publicIp, rowOf } from "./testing/exposure.ts";

test.each<[string, Parameters<typeof networkInterface>[1], string, 0 | 1 | null]>([
  ["open and routed", {}, "reachable", 1],
  ["everything open", { securityGroupIds: ["sg-all"] }, "reachable", 1],
  ["open by two halves", { securityGroupIds: ["sg-halves"] }, "reachable", 1],
  ["open by a list", { securityGroupIds: ["sg-listed"] }, "reachable", 1],
  ["a list that AWS owns", { securityGroupIds: ["sg-aws"] }, "closed", 0],
  ["closed", { securityGroupIds: ["sg-closed"] }, "closed", 0],
  ["no group", { securityGroupIds: [] }, "closed", 0],
  ["no public address", { publicIp: null }, "attached", 1],
  ["an IPv6 address where the rule is for IPv4", { publicIp: null, ipv6Addresses }, "attached", 1],
  ["an IPv4 address where the rule is for IPv6", { securityGroupIds: ["sg-ssh6"] }, "attached", 1],
  ["IPv6 alone", { publicIp: null, ipv6Addresses, securityGroupIds: ["sg-ssh6"] }, "reachable", 1],
  [
    "a unique local IPv6 address",
    { publicIp: null, ipv6Addresses: ["fd00::7"], securityGroupIds: ["sg-ssh6"] },
    "attached",
    1,
  ],
  ["a group that is not among the facts", { securityGroupIds: ["sg-gone"] }, "unknown", null],
  ["that, and an open one", { securityGroupIds: ["sg-gone", "sg-ssh"] }, "reachable", 1],
  [
    "that, and an open one that nothing reaches",
    { securityGroupIds: ["sg-gone", "sg-ssh6"] },
    "reach-unknown",
    1,
  ],
])("an interface with %s", (_, over, expected, value) => {
  expect(rowOf([face(over), ...network()])).toMatchObject({
    class: expected,
    value,
    numerator: value ?? 0,
    denominator: value === null ? 0 : 1,
    standing: value === null ? "unknown" : "counted",
    reason: value === null ? "groupsUnseen" : null,
  });
});

test("IPv6 needs a route and an ACL of its own, and an egress-only gateway is no way in", () => {
  const v6 = face({ publicIp: null, ipv6Addresses, securityGroupIds: ["sg-ssh6"] });
  const classOf = (pieces: Pieces) => rowOf([v6, ...network(pieces)]).class;
  expect(classOf({})).toBe("reachable");
  expect(classOf({ table: routeTable("rtb-main", [route("::/0", "eigw-1")]) })).toBe("attached");
  expect(classOf({ table: routeTable("rtb-main", [route("0.0.0.0/0", "igw-1")]) })).toBe("attached");
  expect(classOf({ acl: defaultAcl(defaultEntries.filter(({ cidr }) => cidr !== "::/0")) })).toBe("attached");
});

test("a public address on another interface than the open group is no way in", () => {
  const one = { instanceId: "i-1" };
  const facts = [
    face({ ...one, publicIp: null }),
    networkInterface("eni-2", { ...one, publicIp, securityGroupIds: ["sg-closed"] }),
    ...network(),
  ];
  const instance = arn.ec2("instance/i-1");
  expect(rowOf(facts, undefined, instance)).toMatchObject({ class: "attached", subjectType: "ec2.instance" });
  const open = networkInterface("eni-3", { ...one, publicIp, securityGroupIds: ["sg-all"] });
  const row = rowOf([...facts, open], undefined, instance);
  expect(row).toMatchObject({ class: "reachable", value: 1 });
  expect(row.detail).toMatchObject({
    vpcId: "vpc-1",
    portClasses: ["admin", "all"],
    ports: ["all", "tcp 22"],
  });
  expect(row.detail.path.map(({ step, id }) => `${step} ${id}`)).toEqual([
    "internet internet",
    "gateway igw-1",
    "route rtb-main",
    "network-acl acl-default",
    "security-group-rule sg-all",
    "interface eni-3",
    `resource ${instance}`,
  ]);
});

describe("in a VPC that another account shares", () => {
  const shared = ownedBy(subnet("subnet-1", { ownerId: strangerId }), strangerId);
  const theirVpc = vpc("vpc-1", { ownerId: strangerId });
  const pieces = { subnet: subnet("subnet-1", { ownerId: strangerId }), vpc: theirVpc };
  const owned = network(pieces).map((fact) => ownedBy(fact, strangerId));
  // As the participant sees it: the owner's, read with its own eyes.
  const seen: Fact = { ...shared, accountId: "111122223333" };
  test("the owner's network decides", () => {
    expect(rowOf([face(), seen, ...owned]).class).toBe("reachable");
    const blocking = owned.filter(({ kind }) => kind !== "ec2.vpc-block-public-access");
    const theirs = ownedBy(block("block-ingress"), strangerId);
    expect(rowOf([face(), seen, ...blocking, theirs, block("off")]).class).toBe("attached");
    expect(
      rowOf([face(), seen, ...blocking, ownedBy(block("off"), strangerId), block("block-ingress")]).class,
    ).toBe("reachable");
  });
  test("nothing is known where the owner was not seen", () => {
    const row = rowOf([face(), seen, block("off")], (accountId) => accountId === strangerId);
    expect(row).toMatchObject({ class: "reach-unknown", value: 1, standing: "counted" });
    expect(row.detail.stopped).toBe("Which routes subnet-1 has is not known.");
  });
});

test.each<[FactKind, FactKind[]]>([
  ["ec2.route-table", []],
  ["ec2.network-acl", []],
  ["ec2.internet-gateway", ["ec2.internet-gateway"]],
  ["ec2.vpc-block-public-access", ["ec2.vpc-block-public-access"]],
  ["ec2.subnet", ["ec2.subnet", "ec2.vpc"]],
])("without %s it is not known whether anything arrives", (unseen, gone) => {
  const facts = [face(), ...network()].filter(({ kind }) => !gone.includes(kind));
  expect(rowOf(facts, (_, kind) => kind === unseen).class).toBe("reach-unknown");
});

test("what a block leaves out is not known where that was not seen", () => {
  const facts = [face(), ...network({ block: block("block-ingress") })];
  const unseen = (_: string, kind: FactKind) => kind === "ec2.vpc-block-public-access-exclusion";
  expect(rowOf(facts, unseen).class).toBe("reach-unknown");
  expect(rowOf([...facts, exclusion("vpc/vpc-1")], unseen).class).toBe("reachable");
});
