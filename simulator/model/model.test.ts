import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groundTruth } from "../truth.ts";
import { dateOf, dayOf, generation, trend } from "./calendar.ts";
import { hubFindingsOf } from "./hub-findings.ts";
import { identityOf } from "./identity.ts";
import { networkOf } from "./network.ts";
import { activeAccounts, makeOrganization } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { threatsOf } from "./threats.ts";
import type { World } from "./world.ts";

function worldOn(date: string, accounts = 12, seed = "test"): World {
  const options = {
    seed,
    accounts,
    regions: 2,
    findingsPerAccount: 40,
    roleName: "PosternReadOnly",
    externalId: undefined,
    epoch: dayOf("2026-08-01"),
  };
  return { options, day: dayOf(date), organization: makeOrganization(options, dayOf(date)) };
}

function everything(world: World): string {
  const perAccount = activeAccounts(world.organization).map((account) => [
    identityOf(world, account),
    storageOf(world, account),
    hubFindingsOf(world, account),
    account.regions.map((region) => networkOf(world, account, region)),
  ]);
  return JSON.stringify([world.organization.units, world.organization.policies, perAccount]);
}

describe("one seed, one organization", () => {
  test("the same options give the same bytes", () => {
    expect(everything(worldOn("2026-11-20"))).toBe(everything(worldOn("2026-11-20")));
  });
  test("another seed gives another organization", () => {
    expect(everything(worldOn("2026-11-20", 6, "a"))).not.toBe(everything(worldOn("2026-11-20", 6, "b")));
  });
  test("more accounts leave the first ones as they were", () => {
    const few = worldOn("2026-11-20", 6);
    const many = worldOn("2026-11-20", 12);
    for (const account of activeAccounts(few.organization)) {
      expect(many.organization.accounts.get(account.id)).toEqual(account);
      expect(identityOf(many, account)).toEqual(identityOf(few, account));
    }
  });
});

describe("the organization changes from day to day", () => {
  test("accounts join and never leave", () => {
    const counts = ["2026-08-15", "2026-09-15", "2026-10-15", "2026-11-20"].map(
      (date) => worldOn(date, 60).organization.accounts.size,
    );
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBeLessThan(60);
    expect(counts.at(-1)).toBe(60);
  });
  test("problems appear and get fixed", () => {
    const verdicts = (date: string) =>
      new Map(
        groundTruth(worldOn(date)).map((row) => [
          `${row.account}/${row.region}/${row.control}/${row.resource}`,
          row.verdict,
        ]),
      );
    const before = verdicts("2026-10-01");
    const after = verdicts("2026-11-01");
    const changes = [...after].filter(([key, verdict]) => before.has(key) && before.get(key) !== verdict);
    expect(changes.some(([, verdict]) => verdict === "pass")).toBe(true);
    expect(changes.some(([, verdict]) => verdict === "fail")).toBe(true);
  });
  test("over 90 days the share of failures sinks", () => {
    const failing = (date: string) => {
      const rows = groundTruth(worldOn(date, 30)).filter(({ verdict }) => verdict !== "notApplicable");
      return rows.filter(({ verdict }) => verdict === "fail").length / rows.length;
    };
    expect(failing("2026-11-20")).toBeLessThan(failing("2026-08-22"));
  });
  test("most of what was there yesterday is there today", () => {
    const rows = (date: string) => new Set(groundTruth(worldOn(date)).map((row) => JSON.stringify(row)));
    const yesterday = rows("2026-11-19");
    const kept = [...rows("2026-11-20")].filter((row) => yesterday.has(row)).length;
    expect(kept / yesterday.size).toBeGreaterThan(0.95);
    expect(kept).toBeLessThan(yesterday.size);
  });
});

describe("truth rows", () => {
  test("name each resource once for a control", () => {
    const keys = groundTruth(worldOn("2026-11-20", 30)).map(
      (row) => `${row.control} ${row.account} ${row.region} ${row.resource}`,
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
  test("cover every control with both verdicts", () => {
    // What is asked of the Organization as a whole has one verdict in each.
    const worlds = ["test", "another", "third", "fourth", "fifth", "sixth"];
    const rows = worlds.flatMap((seed) => groundTruth(worldOn("2026-09-20", 20, seed)));
    // What only somebody's word tells is unknown in all of them.
    const controls = new Set(
      rows.flatMap(({ control, verdict }) => (verdict === "unknown" ? [] : [control])),
    );
    for (const control of ["slr-reviewed", "idc-external-idp-mfa"]) controls.delete(control);
    expect(controls.size).toBeGreaterThanOrEqual(80);
    const oneSided = [...controls].filter(
      (control) =>
        !["pass", "fail"].every((verdict) =>
          rows.some((row) => row.control === control && row.verdict === verdict),
        ),
    );
    expect(oneSided).toEqual([]);
  });
  test("leave out the suspended account", () => {
    const world = worldOn("2026-11-20");
    const suspended = [...world.organization.accounts.values()].filter(({ state }) => state === "SUSPENDED");
    expect(suspended).toHaveLength(1);
    expect(groundTruth(world).some(({ account }) => account === suspended[0]?.id)).toBe(false);
  });
});

describe("time", () => {
  test("threats never lie in the future and are seen before they are reported", () => {
    const world = worldOn("2026-11-20", 30);
    const threats = activeAccounts(world.organization).flatMap((account) => threatsOf(world, account));
    expect(threats.length).toBeGreaterThan(50);
    for (const { CreatedAt = "", UpdatedAt = "", Service } of threats) {
      expect((Service?.EventFirstSeen ?? "") < CreatedAt).toBe(true);
      expect(CreatedAt <= UpdatedAt && UpdatedAt <= "2026-11-20T00:00:00.000Z").toBe(true);
    }
  });
  test("a generation contains its day", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40_000 }), (key, day) => {
        const life = generation(key, 10, 90, day);
        expect(life.created <= day && day < life.ends).toBe(true);
      }),
    );
  });
  test("dates and days are inverse, and a date that is none is refused", () => {
    expect(dateOf(dayOf("2024-02-29"))).toBe("2024-02-29");
    expect(() => dayOf("29.02.2024")).toThrow("29.02.2024");
  });
  test("the trend sinks from one to a quarter", () => {
    expect(trend(100, 100)).toBe(1);
    expect(trend(400, 100)).toBeCloseTo(0.25);
  });
});
