import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Sighting } from "#lib/inventory/findings.ts";
import { getCursor } from "./finding-cursors.ts";
import { FindingIntake } from "./finding-intake.ts";
import { mergeFindings } from "./findings.ts";
import { createPool, type Pool } from "./pool.ts";
import { draft } from "./testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await pool.query("truncate finding, finding_cursor, detector_pass");
});

const accountId = "111122223333";
const place = `${accountId}/us-east-1`;
const noon = (hours: number) => new Date(Date.UTC(2026, 0, 1, 12 + hours));

function open(hours: number, incremental = true): Promise<FindingIntake> {
  return FindingIntake.open(pool, {
    source: "guardduty",
    accountIds: [accountId],
    regions: ["us-east-1"],
    place,
    incremental,
    asOf: noon(hours),
  });
}

const threat = (key: string, updated: number, title = "A threat"): Sighting => ({
  finding: draft(`i-${key}`, { source: "guardduty", kind: "threat", key, controlId: null, title }),
  updatedAt: noon(updated),
});
const gone = (key: string, updated: number): Sighting => ({
  finding: { gone: true, source: "guardduty", accountId, key },
  updatedAt: noon(updated),
});

async function take(hours: number, sightings: readonly Sighting[], complete = true) {
  const intake = await open(hours);
  for (const sighting of sightings) await intake.add(sighting);
  return intake.finish(complete);
}

const passed = (key: string, updated: number): Sighting => ({
  finding: {
    gone: true,
    source: "guardduty",
    accountId,
    key,
    passed: { region: "us-east-1", detectorControl: "S3.5", resourceId: `i-${key}`, title: "TLS" },
  },
  updatedAt: noon(updated),
});

async function passesAt(hours: number): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(
    "select key from detector_pass where valid_from <= $1 and valid_to > $1 order by key",
    [noon(hours)],
  );
  return rows.map((row) => row.key);
}

async function keysAt(hours: number): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(
    "select key from finding where valid_from <= $1 and valid_to > $1 order by key",
    [noon(hours)],
  );
  return rows.map((row) => row.key);
}

describe("what is asked for", () => {
  test("is everything at first, then what changed since a quarter of an hour before the last change", async () => {
    expect((await open(0)).since).toBeNull();
    await take(0, [threat("a", -5), threat("b", -2)]);
    expect((await open(1)).since).toEqual(new Date(noon(-2).getTime() - 15 * 60_000));
  });

  test("is everything again once a night, and always where a detector knows no changes", async () => {
    await take(0, [threat("a", -5)]);
    expect((await open(19)).since).not.toBeNull();
    expect((await open(20)).since).toBeNull();
    expect((await open(1, false)).since).toBeNull();
  });
});

describe("what is kept", () => {
  test("by change: what is not listed stays, what is said to be gone goes", async () => {
    await take(0, [threat("a", -5), threat("b", -4), threat("c", -3)]);
    expect(await take(1, [gone("b", 0.5), threat("c", 0.6, "Worse")])).toEqual({
      opened: 0,
      changed: 1,
      resolved: 1,
    });
    expect(await keysAt(1)).toEqual(["a", "c"]);
    expect(await keysAt(0)).toEqual(["a", "b", "c"]);
  });

  test("at night: what is not listed is gone, unless the list was cut short", async () => {
    await take(0, [threat("a", -5), threat("b", -4)]);
    await take(24, [threat("b", -4)], false);
    expect(await keysAt(24)).toEqual(["a", "b"]);
    await take(25, [threat("b", -4)]);
    expect(await keysAt(25)).toEqual(["b"]);
    expect((await getCursor(pool, "guardduty", place))?.reconciledAt).toEqual(noon(25));
  });

  test("the last thing said of a finding stands", async () => {
    await take(0, [threat("a", -5), gone("a", -4), gone("b", -3), threat("b", -2)]);
    expect(await keysAt(0)).toEqual(["b"]);
  });

  test("what events told since the run began is newer than its view", async () => {
    await take(0, [threat("a", -5)]);
    const events = (hours: number, sighting: Sighting) =>
      mergeFindings(pool, {
        asOf: noon(hours),
        findings: [sighting.finding],
        resolve: () => ({ by: "none" }),
      });
    await events(2, gone("a", 2));
    await events(2, threat("b", 2));
    await take(1, [threat("a", 0.5, "Worse")]);
    expect(await keysAt(3)).toEqual(["b"]);
    expect(await keysAt(1)).toEqual(["a"]);
  });
});

describe("what passes", () => {
  test("is kept until it fails, is gone, or is no longer listed at night", async () => {
    await take(0, [threat("a", -5), passed("b", -4), passed("c", -4), passed("d", -4)]);
    expect([await keysAt(0), await passesAt(0)]).toEqual([["a"], ["b", "c", "d"]]);
    await take(1, [passed("a", 0.5), threat("b", 0.6), gone("c", 0.7), passed("d", 0.8)]);
    expect([await keysAt(1), await passesAt(1)]).toEqual([["b"], ["a", "d"]]);
    expect(await passesAt(0.5)).toEqual(["b", "c", "d"]);
    await take(25, [passed("a", 24)], false);
    expect(await passesAt(25)).toEqual(["a", "d"]);
    await take(26, [passed("a", 24)]);
    expect([await keysAt(26), await passesAt(26)]).toEqual([[], ["a"]]);
  });

  test("is one interval while it is said again and again, also twice in one run", async () => {
    await take(0, [passed("a", -5), threat("a", -4), passed("a", -3)]);
    await take(1, [passed("a", 0.5)]);
    await take(1, [passed("a", 0.5)]);
    const { rows } = await pool.query("select valid_from from detector_pass");
    expect(rows).toEqual([{ valid_from: noon(0) }]);
  });

  test("is overtaken by what an event told since the run began", async () => {
    await take(0, [threat("a", -5)]);
    await mergeFindings(pool, {
      asOf: noon(2),
      findings: [passed("a", 2).finding],
      resolve: () => ({ by: "none" }),
    });
    await take(1, [threat("a", 0.5, "Worse")]);
    expect([await keysAt(3), await passesAt(3)]).toEqual([[], ["a"]]);
  });
});

describe("more than a thousand", () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) =>
      threat(String(from + index).padStart(5, "0"), -5 + index / 1e6),
    );

  test("a reading that dies keeps what was committed, and the next goes on from there", async () => {
    const dying = await open(0);
    for (const sighting of many(1_500)) await dying.add(sighting);
    dying.close();
    expect(await keysAt(0)).toHaveLength(1_000);
    const again = await open(0);
    expect(again.since).toEqual(new Date((many(1_000).at(-1)?.updatedAt?.getTime() ?? 0) - 15 * 60_000));
    for (const sighting of many(1_500).slice(900)) await again.add(sighting);
    expect(await again.finish(true)).toEqual({ opened: 500, changed: 0, resolved: 0 });
    expect((await getCursor(pool, "guardduty", place))?.reconciledAt).toEqual(noon(0));
  });

  test("passes among them end with the comparison", async () => {
    const passes = (count: number) =>
      many(count).map(({ updatedAt }, index) => ({ ...passed(String(index), -5), updatedAt }));
    await take(0, passes(1_500));
    expect(await passesAt(0)).toHaveLength(1_500);
    await take(24, passes(1_200));
    expect(await passesAt(24)).toHaveLength(1_200);
  });

  test("a nightly comparison that dies resolves nothing and begins anew", async () => {
    await take(0, many(2_100));
    const dying = await open(24);
    for (const sighting of many(1_500)) await dying.add(sighting);
    dying.close();
    expect(await keysAt(24)).toHaveLength(2_100);
    const again = await open(24);
    expect(again.since).toBeNull();
    for (const sighting of many(1_500)) await again.add(sighting);
    expect(await again.finish(true)).toEqual({ opened: 0, changed: 0, resolved: 600 });
  });

  test("readings side by side do not starve each other of connections", async () => {
    const side = await Promise.all([0, 1, 2, 3, 4, 5].map(() => open(0)));
    await Promise.all(
      side.map(async (intake, index) => {
        for (const sighting of many(1_200, index * 2_000)) await intake.add(sighting);
        await intake.finish(true);
      }),
    );
    expect(await keysAt(0)).toHaveLength(6 * 1_200);
  });
});
