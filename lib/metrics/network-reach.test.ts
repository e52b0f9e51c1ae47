import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aclEntry, networkAcl } from "#lib/controls/testing/network-facts.ts";
import {
  block,
  exclusion,
  internetGateway,
  openVpc,
  route,
  routeTable,
} from "#lib/network/testing/vpc-facts.ts";
import { face, network, type Pieces, rowOf } from "./testing/exposure.ts";

const nat = routeTable("rtb-main", [route("0.0.0.0/0", "nat-1")]);
const subnetsOwn = (...routes: Parameters<typeof route>[]) =>
  routeTable(
    "rtb-own",
    routes.map((each) => route(...each)),
    { subnetIds: ["subnet-1"] },
  );
const acl = (...entries: ReturnType<typeof aclEntry>[]) => networkAcl("acl-own", entries);
const everythingOut = aclEntry({ egress: true });
const tcp = (from: number, to: number, over: Parameters<typeof aclEntry>[0] = {}) =>
  aclEntry({ protocol: "6", fromPort: from, toPort: to, ...over });

test.each<[string, Pieces, string]>([
  ["NAT", { table: nat }, "rtb-main"],
  ["no default route", { table: routeTable("rtb-main", [route("10.0.0.0/16", "local")]) }, "rtb-main"],
  ["a black hole", { table: routeTable("rtb-main", [route("0.0.0.0/0", "igw-1", "blackhole")]) }, "rtb-main"],
  ["half the addresses", { table: routeTable("rtb-main", [route("0.0.0.0/1", "igw-1")]) }, "rtb-main"],
  ["the subnet's own table", { table: [openVpc.table, subnetsOwn(["0.0.0.0/0", "nat-1"])] }, "rtb-own"],
  [
    "more specific routes to NAT",
    {
      table: routeTable("rtb-main", [
        route("0.0.0.0/0", "igw-1"),
        route("0.0.0.0/1", "nat-1"),
        route("128.0.0.0/1", "nat-1"),
      ]),
    },
    "rtb-main",
  ],
  ["what AWS lists", { table: routeTable("rtb-main", [route("pl-aws", "igw-1")]) }, "rtb-main"],
  ["a detached gateway", { gateway: internetGateway("igw-1", "vpc-2") }, "igw-1"],
  ["an ACL that lets nothing in", { acl: acl(everythingOut) }, "acl-own"],
  ["an ACL for other ports", { acl: acl(tcp(443, 443), everythingOut) }, "acl-own"],
  ["an ACL for some addresses", { acl: acl(aclEntry({ cidr: "10.0.0.0/8" }), everythingOut) }, "acl-own"],
  ["an ACL without a way back", { acl: acl(aclEntry()) }, "acl-own"],
  [
    "an ACL with a way back for other ports",
    { acl: acl(aclEntry(), tcp(443, 443, { egress: true })) },
    "acl-own",
  ],
  [
    "an ACL that denies before it allows",
    { acl: acl(tcp(22, 22, { ruleNumber: 90, action: "deny" }), aclEntry(), everythingOut) },
    "acl-own",
  ],
  [
    "an ACL that denies the way back before it allows it",
    {
      acl: acl(aclEntry(), tcp(1024, 65535, { ruleNumber: 90, action: "deny", egress: true }), everythingOut),
    },
    "acl-own",
  ],
  [
    "one half of the addresses on the way in and the other on the way out",
    {
      acl: acl(
        aclEntry({ ruleNumber: 90, action: "deny", cidr: "0.0.0.0/1" }),
        aclEntry(),
        aclEntry({ ruleNumber: 90, action: "deny", cidr: "128.0.0.0/1", egress: true }),
        everythingOut,
      ),
    },
    "acl-own",
  ],
  ["Block Public Access of what comes in", { block: block("block-ingress") }, "igw-1"],
  ["Block Public Access both ways", { block: block("block-bidirectional") }, "igw-1"],
  [
    "an exclusion that only lets out",
    { block: [block("block-bidirectional"), exclusion("vpc/vpc-1", "allow-egress")] },
    "igw-1",
  ],
  [
    "an exclusion of another subnet",
    { block: [block("block-ingress"), exclusion("subnet/subnet-2")] },
    "igw-1",
  ],
  [
    "an exclusion that is no more in force",
    { block: [block("block-ingress"), exclusion("vpc/vpc-1", "allow-bidirectional", "disable-complete")] },
    "igw-1",
  ],
])("%s stops it there", (_, pieces, last) => {
  const { class: found, detail } = rowOf([face(), ...network(pieces)]);
  expect(found).toBe("attached");
  expect(detail.path.at(-1)?.id).toBe(last);
  expect(detail.stopped).toMatch(/\.$/);
});

test.each<[string, Pieces]>([
  [
    "two halves",
    { table: routeTable("rtb-main", [route("0.0.0.0/1", "igw-1"), route("128.0.0.0/1", "igw-1")]) },
  ],
  ["a list of ours", { table: routeTable("rtb-main", [route("pl-ours", "igw-1")]) }],
  ["the subnet's own table", { table: [nat, subnetsOwn(["0.0.0.0/0", "igw-1"])] }],
  [
    "an ACL with a block list",
    {
      acl: acl(aclEntry({ ruleNumber: 9, action: "deny", cidr: "192.0.2.0/24" }), aclEntry(), everythingOut),
    },
  ],
  [
    "an ACL that denies too late",
    { acl: acl(aclEntry(), tcp(22, 22, { ruleNumber: 200, action: "deny" }), everythingOut) },
  ],
  ["an ACL with some ports for the way back", { acl: acl(tcp(20, 25), tcp(32768, 60999, { egress: true })) }],
  ["an exclusion of the VPC", { block: [block("block-ingress"), exclusion("vpc/vpc-1")] }],
  [
    "an exclusion of the subnet",
    {
      block: [
        block("block-bidirectional"),
        exclusion("subnet/subnet-1", "allow-bidirectional", "update-complete"),
      ],
    },
  ],
])("by %s it is reached", (_, pieces) => {
  expect(rowOf([face(), ...network(pieces)])).toMatchObject({
    class: "reachable",
    detail: { stopped: null },
  });
});

describe("network ACLs, whatever is in them", () => {
  const entry = fc.record({
    egress: fc.boolean(),
    ruleNumber: fc.integer({ min: 1, max: 400 }),
    action: fc.constantFrom("allow" as const, "allow" as const, "deny" as const),
    protocol: fc.constantFrom("-1", "6", "17"),
    cidr: fc.constantFrom("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8", "::/0"),
    fromPort: fc.constantFrom(null, 1, 22, 1024),
    toPort: fc.constantFrom(null, 22, 443, 65535),
  });
  const entries = fc.uniqueArray(entry, {
    maxLength: 7,
    selector: ({ egress, ruleNumber }) => `${egress} ${ruleNumber}`,
  });
  const classOf = (list: Parameters<typeof networkAcl>[1]) =>
    rowOf([face(), ...network({ acl: networkAcl("acl-own", list) })]).class;

  test("a further deny never lets more in, nor a further allow less", () => {
    fc.assert(
      fc.property(entries, entry, fc.integer({ min: 0, max: 401 }), (list, more, ruleNumber) => {
        fc.pre(list.every((each) => each.ruleNumber !== ruleNumber));
        const before = classOf(list);
        const denied = classOf([...list, { ...more, ruleNumber, action: "deny" }]);
        const allowed = classOf([...list, { ...more, ruleNumber, action: "allow" }]);
        if (before === "attached") expect(denied).toBe("attached");
        if (before === "reachable") expect(allowed).toBe("reachable");
      }),
      { numRuns: 500 },
    );
  });
});
