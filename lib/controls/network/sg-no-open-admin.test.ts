import { expect, test } from "vitest";
import { arn, prefixList, rule, securityGroup } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { sgNoOpenAdmin } from "./sg-no-open-admin.ts";

const id = arn.ec2("security-group/sg-1");
const any = { ipv4: ["0.0.0.0/0"] };
const lists = [prefixList("pl-open", "111122223333", "0.0.0.0/0"), prefixList("pl-aws", "AWS", "0.0.0.0/0")];

function ports(fromPort: number, toPort: number) {
  return { fromPort, toPort };
}

test.each([
  ["no rule", [], "pass"],
  ["SSH from anywhere", [{ ...any, ...ports(22, 22) }], "fail"],
  ["RDP from any IPv6", [{ ipv6: ["::/0"], ...ports(3389, 3389) }], "fail"],
  ["Redshift in a range", [{ ...any, ...ports(5000, 6000) }], "fail"],
  ["everything", [{ ...any, protocol: "-1", fromPort: null, toPort: null }], "fail"],
  ["every TCP port by protocol number", [{ ...any, protocol: "6", ...ports(0, 65535) }], "fail"],
  ["HTTPS from anywhere", [{ ...any, ...ports(443, 443) }], "pass"],
  ["ports beside, from anywhere", [{ ...any, ...ports(23, 3388) }], "pass"],
  ["UDP 3389", [{ ...any, protocol: "udp", ...ports(3389, 3389) }], "pass"],
  ["ICMP from anywhere", [{ ...any, protocol: "icmp", ...ports(-1, -1) }], "pass"],
  ["SSH from a network", [{ ipv4: ["10.0.0.0/8"], ...ports(22, 22) }], "pass"],
  [
    "SSH from two halves in two rules",
    [
      { ipv4: ["0.0.0.0/1"], ...ports(22, 22) },
      { ipv4: ["128.0.0.0/1"], ...ports(0, 100) },
    ],
    "fail",
  ],
  ["SSH from a list that holds any", [{ prefixListIds: ["pl-open"], ...ports(22, 22) }], "fail"],
  ["SSH from a list of AWS", [{ prefixListIds: ["pl-aws"], ...ports(22, 22) }], "pass"],
  [
    "SSH from an unknown list",
    [{ prefixListIds: ["pl-gone"], ...ports(22, 22) }],
    "undecidable: The prefix list pl-gone is not among the facts.",
  ],
  ["HTTPS from an unknown list", [{ prefixListIds: ["pl-gone"], ...ports(443, 443) }], "pass"],
  [
    "SSH from an unknown list and from anywhere",
    [
      { prefixListIds: ["pl-gone"], ...ports(22, 22) },
      { ...any, ...ports(22, 22) },
    ],
    "fail",
  ],
])("%s", (_, inbound, verdict) => {
  const facts = [securityGroup("sg-1", { inbound: inbound.map(rule) }), ...lists];
  expect(verdicts(sgNoOpenAdmin, facts)).toEqual({ [id]: verdict });
});

test("outbound rules do not count", () => {
  const facts = [securityGroup("sg-1", { outbound: [rule({ ...any, ...ports(22, 22) })] })];
  expect(verdicts(sgNoOpenAdmin, facts)).toEqual({ [id]: "pass" });
});

test("the evidence is the rule and its place", () => {
  const open = rule({ ...any, ...ports(22, 22) });
  const facts = [securityGroup("sg-1", { inbound: [rule({ groupIds: ["sg-2"] }), open] })];
  expect(evidenceOf(sgNoOpenAdmin, facts)).toEqual({
    summary: "sg-1 lets any address reach TCP 22.",
    fragments: [{ label: "Inbound rule 2 of sg-1", place: "ec2.security-group inbound[1]", value: open }],
  });
});
