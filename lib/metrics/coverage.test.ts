import { expect, test } from "vitest";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { type AccountCoverage, coverageShare } from "./coverage.ts";

const asOf = new Date("2026-06-15T12:00:00Z");
const management = "999900001111";
const kinds: readonly FactKind[] = ["iam.credential", "ec2.security-group", "organizations.account"];
const accounts = [
  { accountId: "111111111111", state: "ACTIVE", regions: ["eu-central-1", "us-east-1"] },
  { accountId: "222222222222", state: "ACTIVE", regions: ["eu-central-1"] },
];

function row(
  accountId: string,
  region: string,
  kind: FactKind,
  over: Partial<AccountCoverage> = {},
): AccountCoverage {
  return { accountId, region, kind, state: "complete", unseen: [], confirmedAt: asOf, ...over };
}

const everything = [
  row(management, "global", "organizations.account"),
  ...accounts.flatMap(({ accountId, regions }) => [
    row(accountId, "global", "ec2.region"),
    row(accountId, "global", "iam.credential"),
    ...regions.map((region) => row(accountId, region, "ec2.security-group")),
  ]),
];

function share(
  coverage: readonly AccountCoverage[],
  given: Parameters<typeof coverageShare>[0]["accounts"] = accounts,
) {
  return coverageShare({ accounts: given, coverage, managementAccountId: management, kinds, asOf });
}

function without(drop: (row: AccountCoverage) => boolean, over?: Partial<AccountCoverage>) {
  return everything.flatMap((each) =>
    !drop(each) ? [each] : over === undefined ? [] : [{ ...each, ...over }],
  );
}

const regional = (each: AccountCoverage) => each.region === "us-east-1";

test("everything seen is the whole", () => {
  expect(share(everything)).toEqual({
    numerator: 3,
    denominator: 3,
    value: 1,
    n: 3,
    excluded: { notActive: 0 },
    unknown: 0,
  });
});

test.each<[string, AccountCoverage[], number]>([
  ["a Region without coverage", without(regional), 2],
  ["a denied Region", without(regional, { state: "denied" }), 2],
  ["a Region seen in part", without(regional, { state: "partial", unseen: ["sg-1"] }), 2],
  ["a Region seen 24 h ago", without(regional, { confirmedAt: new Date(asOf.getTime() - 86_400_000) }), 3],
  ["a Region seen before that", without(regional, { confirmedAt: new Date(asOf.getTime() - 86_400_001) }), 2],
  [
    "an account's global kind missing",
    without((each) => each.kind === "iam.credential" && each.accountId === "111111111111"),
    1,
  ],
  [
    "an account's Regions not listed",
    without((each) => each.kind === "ec2.region" && each.accountId === "222222222222"),
    2,
  ],
  ["the organization not seen", without((each) => each.kind === "organizations.account"), 0],
])("%s", (_, coverage, numerator) => {
  expect(share(coverage)).toMatchObject({ numerator, denominator: 3, unknown: 3 - numerator });
});

test("an account of which no Region is known was not seen; one that is not ACTIVE is left out", () => {
  const more = [
    ...accounts,
    { accountId: "333333333333", state: "ACTIVE", regions: [] },
    { accountId: "444444444444", state: "SUSPENDED", regions: ["eu-central-1"] },
  ];
  expect(share(everything, more)).toMatchObject({ numerator: 3, denominator: 4, excluded: { notActive: 1 } });
});

test("no ACTIVE account is no data", () => {
  expect(share(everything, []).value).toBeNull();
});
