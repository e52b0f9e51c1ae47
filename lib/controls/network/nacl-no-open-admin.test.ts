import { expect, test } from "vitest";
import { arn } from "../testing/facts.ts";
import { aclEntry, networkAcl, sharedBy } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { naclNoOpenAdmin } from "./nacl-no-open-admin.ts";

const id = arn.ec2("network-acl/acl-1");
const last = aclEntry({ ruleNumber: 32767, action: "deny" });
const tcp = (from: number, to: number) => ({ protocol: "6", fromPort: from, toPort: to });
const denied = (port: number, over: object = {}) =>
  aclEntry({ ruleNumber: 10 + (port % 10), action: "deny", ...tcp(port, port), ...over });

test.each([
  ["AWS's default", [aclEntry(), last], "fail"],
  ["nothing", [last], "pass"],
  ["web only", [aclEntry(tcp(443, 443)), last], "pass"],
  ["high ports for answers, 3389 among them", [aclEntry(tcp(1024, 65535)), last], "fail"],
  [
    "high ports for answers without 3389",
    [aclEntry(tcp(3390, 65535)), aclEntry(tcp(1024, 3388)), last],
    "pass",
  ],
  ["22 and 3389 denied before", [denied(22), denied(3389), aclEntry(), last], "pass"],
  ["22 alone denied before", [denied(22), aclEntry(), last], "fail"],
  [
    "denied before in IPv4, all allowed in IPv6",
    [denied(22), denied(3389), aclEntry(), aclEntry({ ruleNumber: 101, cidr: "::/0" }), last],
    "fail",
  ],
  ["an office alone", [aclEntry({ ...tcp(22, 22), cidr: "198.51.100.0/24" }), last], "pass"],
  ["outbound only", [aclEntry({ egress: true }), last], "pass"],
  [
    "a range that is none",
    [aclEntry({ cidr: "everywhere" })],
    "undecidable: An address range of a network ACL could not be read.",
  ],
])("%s", (_, entries, verdict) => {
  expect(verdicts(naclNoOpenAdmin, [networkAcl("acl-1", entries)])).toEqual({ [id]: verdict });
});

test("an ACL without subnets does nothing, one of another account is not ours", () => {
  expect(verdicts(naclNoOpenAdmin, [networkAcl("acl-1", [aclEntry()], [])])).toEqual({
    [id]: "notApplicable",
  });
  expect(verdicts(naclNoOpenAdmin, [sharedBy(networkAcl("acl-1", [aclEntry()]))])).toEqual({});
});

test("the evidence names ports and families, and shows the entry once", () => {
  const entries = [denied(22), aclEntry(), aclEntry({ ruleNumber: 101, cidr: "::/0" })];
  expect(evidenceOf(naclNoOpenAdmin, [networkAcl("acl-1", entries)])).toEqual({
    summary: "acl-1 of 1 subnets lets any IPv4 and IPv6 address reach TCP 22, 3389.",
    fragments: [
      { label: "Rule 100", place: "ec2.network-acl entries[1]", value: entries[1] },
      { label: "Rule 101", place: "ec2.network-acl entries[2]", value: entries[2] },
    ],
  });
});
