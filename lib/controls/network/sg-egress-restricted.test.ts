import { expect, test } from "vitest";
import { arn, networkInterface, prefixList, rule, securityGroup } from "../testing/facts.ts";
import { sharedBy } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { sgEgressRestricted } from "./sg-egress-restricted.ts";

const id = arn.ec2("security-group/sg-1");
const worn = networkInterface("eni-1", { securityGroupIds: ["sg-1"] });
const everything = { protocol: "-1", fromPort: null, toPort: null };
const anywhere = { ipv4: ["0.0.0.0/0"] };

test.each([
  ["no rule", [], "pass"],
  ["all traffic to anywhere", [rule({ ...everything, ...anywhere })], "fail"],
  ["all traffic to anywhere in IPv6", [rule({ ...everything, ipv6: ["::/0"] })], "fail"],
  ["all traffic to both halves", [rule({ ...everything, ipv4: ["0.0.0.0/1", "128.0.0.0/1"] })], "fail"],
  ["all traffic to half the internet", [rule({ ...everything, ipv4: ["0.0.0.0/1"] })], "pass"],
  ["all traffic inside", [rule({ ...everything, ipv4: ["10.0.0.0/8"] })], "pass"],
  ["all traffic to another group", [rule({ ...everything, groupIds: ["sg-2"] })], "pass"],
  ["all traffic to a list of everything", [rule({ ...everything, prefixListIds: ["pl-wide"] })], "fail"],
  ["all traffic to a list of AWS's", [rule({ ...everything, prefixListIds: ["pl-aws"] })], "pass"],
  [
    "all traffic to a list that is not among the facts",
    [rule({ ...everything, prefixListIds: ["pl-gone"] })],
    "undecidable: The prefix list pl-gone is not among the facts.",
  ],
  ["443 to a list that is not among the facts", [rule({ prefixListIds: ["pl-gone"] })], "pass"],
  ["443 to anywhere", [rule(anywhere)], "pass"],
  ["every TCP port to anywhere", [rule({ ...anywhere, fromPort: 0, toPort: 65535 })], "fail"],
  ["every UDP port to anywhere", [rule({ ...anywhere, protocol: "17", fromPort: 1, toPort: 65535 })], "fail"],
  ["the high TCP ports to anywhere", [rule({ ...anywhere, fromPort: 1024, toPort: 65535 })], "pass"],
  [
    "every ICMP message to anywhere",
    [rule({ ...anywhere, protocol: "icmp", fromPort: -1, toPort: -1 })],
    "pass",
  ],
  [
    "443 to anywhere and all traffic to anywhere",
    [rule(anywhere), rule({ ...everything, ...anywhere })],
    "fail",
  ],
])("%s", (_, outbound, verdict) => {
  const lists = [
    prefixList("pl-wide", "111122223333", "0.0.0.0/0"),
    prefixList("pl-aws", "AWS", "0.0.0.0/0"),
  ];
  const inbound = [rule({ ...everything, ...anywhere })];
  const facts = [securityGroup("sg-1", { inbound, outbound }), worn, ...lists];
  expect(verdicts(sgEgressRestricted, facts)).toEqual({ [id]: verdict });
});

const open = securityGroup("sg-1", { outbound: [rule({ ...everything, ...anywhere })] });

test.each([
  ["nobody wears", [open], { [id]: "notApplicable" }],
  [
    "an interface that is not in use wears",
    [open, networkInterface("eni-1", { securityGroupIds: ["sg-1"], status: "available" })],
    { [id]: "notApplicable" },
  ],
  ["another account shares", [sharedBy(open), worn], {}],
])("a group that %s", (_, facts, expected) => {
  expect(verdicts(sgEgressRestricted, facts)).toEqual(expected);
});

test("the evidence shows the rule", () => {
  const outbound = [rule(anywhere), ...open.payload.outbound];
  expect(evidenceOf(sgEgressRestricted, [securityGroup("sg-1", { outbound }), worn])).toEqual({
    summary: "sg-1 lets its members send all traffic to any address.",
    fragments: [
      { label: "Outbound rule 2 of sg-1", place: "ec2.security-group outbound[1]", value: outbound[1] },
    ],
  });
});
