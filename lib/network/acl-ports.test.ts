import { describe, expect, test } from "vitest";
import { type AclEntry, hasUnreadableCidr, openAclPorts } from "./acl-ports.ts";

type Written = readonly [number, "allow" | "deny", string, string, number?, number?];

function acl(...written: readonly Written[]): AclEntry[] {
  return written.map(([ruleNumber, action, protocol, cidr, fromPort, toPort]) => ({
    egress: false,
    ruleNumber,
    action,
    protocol,
    cidr,
    fromPort: fromPort ?? null,
    toPort: toPort ?? null,
  }));
}

const last: Written = [32767, "deny", "-1", "0.0.0.0/0"];
const all: Written = [100, "allow", "-1", "0.0.0.0/0"];
const ssh = (number: number, action: "allow" | "deny", cidr: string): Written => [
  number,
  action,
  "6",
  cidr,
  22,
  22,
];

describe("port 22 to any IPv4 address", () => {
  test.each<[string, readonly Written[], readonly number[]]>([
    ["the default ACL", [all, last], [0]],
    ["nothing but the last deny", [last], []],
    ["the port itself", [ssh(100, "allow", "0.0.0.0/0"), last], [0]],
    ["a range that holds it", [[100, "allow", "6", "0.0.0.0/0", 20, 25]], [0]],
    ["a range beside it", [[100, "allow", "6", "0.0.0.0/0", 23, 3388]], []],
    ["UDP", [[100, "allow", "17", "0.0.0.0/0", 22, 22]], []],
    ["from inside", [ssh(100, "allow", "10.0.0.0/8")], []],
    ["from half the internet", [ssh(100, "allow", "0.0.0.0/1")], []],
    ["from both halves", [ssh(100, "allow", "0.0.0.0/1"), ssh(110, "allow", "128.0.0.0/1")], [0, 1]],
    ["a deny before", [ssh(90, "deny", "0.0.0.0/0"), all], []],
    ["a deny of everything before", [[90, "deny", "-1", "0.0.0.0/0"], all], []],
    ["a deny after", [all, ssh(110, "deny", "0.0.0.0/0")], [0]],
    ["a deny written first and numbered later", [ssh(110, "deny", "0.0.0.0/0"), all], [1]],
    ["a deny of another port before", [[90, "deny", "6", "0.0.0.0/0", 23, 23], all], [1]],
    ["a deny of UDP before", [[90, "deny", "17", "0.0.0.0/0", 22, 22], all], [1]],
    ["a deny of IPv6 before", [[90, "deny", "-1", "::/0"], all], [1]],
    ["a block list before", [ssh(90, "deny", "203.0.113.7/32"), all], [1]],
    ["denies of both halves before", [ssh(90, "deny", "0.0.0.0/1"), ssh(91, "deny", "128.0.0.0/1"), all], []],
    [
      "an allowed half, and the other behind its deny",
      [ssh(90, "allow", "0.0.0.0/1"), ssh(91, "deny", "128.0.0.0/1"), ssh(92, "allow", "128.0.0.0/1")],
      [],
    ],
    [
      "a deny of part of what is allowed",
      [ssh(90, "deny", "10.0.0.0/9"), ssh(91, "allow", "10.0.0.0/8")],
      [],
    ],
  ])("%s", (_, written, entries) => {
    const open = openAclPorts(acl(...written), [22]);
    expect(open).toEqual(entries.length === 0 ? [] : [{ family: 4, port: 22, entries }]);
  });
});

test("families and ports are told apart", () => {
  const entries = acl(all, [101, "allow", "6", "::/0", 3389, 3389]);
  expect(openAclPorts(entries, [22, 3389])).toEqual([
    { family: 4, port: 22, entries: [0] },
    { family: 4, port: 3389, entries: [0] },
    { family: 6, port: 3389, entries: [1] },
  ]);
});

test("what goes out does not let in", () => {
  expect(
    openAclPorts(
      acl(all).map((entry) => ({ ...entry, egress: true })),
      [22],
    ),
  ).toEqual([]);
});

test("an address range that is none is told", () => {
  expect(hasUnreadableCidr(acl(all, [110, "allow", "-1", "::/0"]))).toBe(false);
  expect(hasUnreadableCidr(acl(all, [110, "allow", "-1", "everywhere"]))).toBe(true);
});
