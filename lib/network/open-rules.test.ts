import { describe, expect, test } from "vitest";
import { prefixList, rule } from "#lib/controls/testing/facts.ts";
import { anySourcePorts, holdsPort, portsOf } from "./open-rules.ts";

const lists = new Map(
  [
    prefixList("pl-open", "111122223333", "10.0.0.0/8", "0.0.0.0/0"),
    prefixList("pl-half", "111122223333", "128.0.0.0/1"),
    prefixList("pl-aws", "AWS", "0.0.0.0/0"),
    prefixList("pl-v6", "111122223333", "::/0"),
  ].map((fact) => [fact.payload.id, fact.payload]),
);

function analyse(...rules: Parameters<typeof rule>[0][]) {
  return anySourcePorts(rules.map(rule), (id) => lists.get(id));
}

const https = { protocol: "tcp", from: 443, to: 443 };

describe("one rule", () => {
  test.each([
    ["any IPv4", { ipv4: ["0.0.0.0/0"] }, [{ ...https, family: 4, rules: [0] }]],
    ["any IPv6", { ipv6: ["::/0"] }, [{ ...https, family: 6, rules: [0] }]],
    ["any IPv6 written long", { ipv6: ["0000:0000::/0"] }, [{ ...https, family: 6, rules: [0] }]],
    ["a private network", { ipv4: ["10.0.0.0/8"] }, []],
    ["another group", { groupIds: ["sg-2"] }, []],
    ["a list that holds any", { prefixListIds: ["pl-open"] }, [{ ...https, family: 4, rules: [0] }]],
    ["a list that holds any IPv6", { prefixListIds: ["pl-v6"] }, [{ ...https, family: 6, rules: [0] }]],
    ["a list of AWS", { prefixListIds: ["pl-aws"] }, []],
    ["two halves", { ipv4: ["128.0.0.0/1", "0.0.0.0/1"] }, [{ ...https, family: 4, rules: [0] }]],
    [
      "a half and a list of the other",
      { ipv4: ["0.0.0.0/1"], prefixListIds: ["pl-half"] },
      [{ ...https, family: 4, rules: [0] }],
    ],
    [
      "halves written with host bits",
      { ipv4: ["10.1.2.3/1", "200.0.0.1/1"] },
      [{ ...https, family: 4, rules: [0] }],
    ],
    ["two IPv6 halves", { ipv6: ["::/1", "8000::/1"] }, [{ ...https, family: 6, rules: [0] }]],
    ["the same half twice", { ipv4: ["0.0.0.0/1", "0.0.0.0/1"] }, []],
    ["the upper half twice", { ipv4: ["128.0.0.0/1", "128.0.0.0/1"] }, []],
    [
      "all but a /8",
      {
        ipv4: [
          "0.0.0.0/1",
          "128.0.0.0/2",
          "192.0.0.0/3",
          "224.0.0.0/4",
          "240.0.0.0/5",
          "248.0.0.0/6",
          "252.0.0.0/7",
          "254.0.0.0/8",
          "10.0.0.0/8",
        ],
      },
      [],
    ],
    ["halves of different families", { ipv4: ["0.0.0.0/1"], ipv6: ["8000::/1"] }, []],
  ])("%s", (_, given, open) => {
    expect(analyse(given)).toEqual({ open, unresolved: [] });
  });
});

describe("several rules", () => {
  const low = { ipv4: ["0.0.0.0/1"] };
  const high = { ipv4: ["128.0.0.0/1"] };

  test("add up where their ports meet", () => {
    const rules = [
      { ...low, fromPort: 20, toPort: 100 },
      { ...high, fromPort: 80, toPort: 200 },
    ];
    expect(analyse(...rules).open).toEqual([
      { protocol: "tcp", from: 80, to: 100, family: 4, rules: [0, 1] },
    ]);
  });

  test("do not add up for different ports or protocols", () => {
    expect(analyse(low, { ...high, fromPort: 80, toPort: 80 }).open).toEqual([]);
    expect(analyse(low, { ...high, protocol: "udp" }).open).toEqual([]);
  });

  test("of one protocol add up with those of all", () => {
    expect(analyse(low, { ...high, protocol: "-1", fromPort: null, toPort: null }).open).toEqual([
      { ...https, family: 4, rules: [0, 1] },
    ]);
  });

  test("of all protocols are told once, not again for each protocol", () => {
    const all = { protocol: "-1", fromPort: null, toPort: null };
    expect(analyse({ ...low, ...all }, { ...high, ...all }, { ipv4: ["10.0.0.0/8"] }).open).toEqual(
      [
        { ...https, family: 4, rules: [0, 1, 2] },
        { protocol: "-1", from: 0, to: 65535, family: 4, rules: [0, 1] },
      ].reverse(),
    );
  });

  test("each open one is told", () => {
    const any = { ipv4: ["0.0.0.0/0"], ipv6: ["::/0"] };
    expect(analyse({ groupIds: ["sg-2"] }, any).open).toEqual([
      { ...https, family: 4, rules: [1] },
      { ...https, family: 6, rules: [1] },
    ]);
  });
});

test("what cannot be read decides nothing and is told", () => {
  expect(analyse({ prefixListIds: ["pl-gone"], ipv4: ["10.0.0.0/8"] })).toEqual({
    open: [],
    unresolved: [{ ...https, rule: 0, reason: "The prefix list pl-gone is not among the facts." }],
  });
  expect(analyse({ ipv4: ["10.0.0.0/99"] }).unresolved).toEqual([
    { ...https, rule: 0, reason: "A source address of a rule could not be read." },
  ]);
});

test.each([
  ["tcp", 22, 22, { protocol: "tcp", from: 22, to: 22 }],
  ["6", 22, 22, { protocol: "tcp", from: 22, to: 22 }],
  ["17", 53, 53, { protocol: "udp", from: 53, to: 53 }],
  ["-1", null, null, { protocol: "-1", from: 0, to: 65535 }],
  ["tcp", null, null, { protocol: "tcp", from: 0, to: 65535 }],
  ["icmp", -1, -1, { protocol: "icmp", from: 0, to: 65535 }],
  ["50", null, null, { protocol: "50", from: 0, to: 65535 }],
])("protocol %s %s–%s", (protocol, fromPort, toPort, expected) => {
  expect(portsOf(rule({ protocol, fromPort, toPort }))).toEqual(expected);
});

test("holdsPort: edges, protocols, all", () => {
  const range = { protocol: "tcp", from: 20, to: 22 };
  expect([19, 20, 22, 23].map((port) => holdsPort(range, "tcp", port))).toEqual([false, true, true, false]);
  expect(holdsPort(range, "udp", 21)).toBe(false);
  expect(holdsPort({ protocol: "-1", from: 0, to: 65535 }, "tcp", 22)).toBe(true);
});
