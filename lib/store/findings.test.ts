import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FindingDraft } from "#lib/inventory/findings.ts";
import { mergeFindings, type ResolveScope } from "./findings.ts";
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
  await pool.query("truncate finding");
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const accountId = "111122223333";

function judged(unseen: string[] = []): ResolveScope {
  return {
    by: "judged",
    accountId,
    judged: [{ controlId: "sg-no-open-admin", region: "us-east-1", unseen }],
  };
}

const merge = (day: number, findings: FindingDraft[], scope: ResolveScope = judged()) =>
  mergeFindings(pool, { asOf: at(day), findings, resolve: () => scope });

interface Version {
  resource_id: string;
  opened_at: Date;
  valid_from: Date;
  valid_to: Date | number;
  ended: string | null;
  severity: string;
}

async function versions(): Promise<Version[]> {
  const result = await pool.query<Version>(
    "select resource_id, opened_at, valid_from, valid_to, ended, severity from finding order by resource_id, valid_from",
  );
  return result.rows;
}

async function open(day: number): Promise<string[]> {
  const result = await pool.query<{ resource_id: string }>(
    "select resource_id from finding where valid_from <= $1 and valid_to > $1 order by 1",
    [at(day)],
  );
  return result.rows.map((row) => row.resource_id);
}

describe("mergeFindings", () => {
  test("opens, keeps and resolves", async () => {
    expect(await merge(1, [draft("sg-1"), draft("sg-2")])).toEqual({ opened: 2, changed: 0, resolved: 0 });
    expect(await merge(2, [draft("sg-1")])).toEqual({ opened: 0, changed: 0, resolved: 1 });
    expect(await open(1)).toEqual(["sg-1", "sg-2"]);
    expect(await open(2)).toEqual(["sg-1"]);
  });

  test("a changed finding gets a new version and keeps when it opened", async () => {
    await merge(1, [draft("sg-1")]);
    expect(await merge(3, [draft("sg-1", { severity: "high" })])).toEqual({
      opened: 0,
      changed: 1,
      resolved: 0,
    });
    expect(await versions()).toEqual([
      {
        resource_id: "sg-1",
        opened_at: at(1),
        valid_from: at(1),
        valid_to: at(3),
        ended: "changed",
        severity: "critical",
      },
      {
        resource_id: "sg-1",
        opened_at: at(1),
        valid_from: at(3),
        valid_to: Number.POSITIVE_INFINITY,
        ended: null,
        severity: "high",
      },
    ]);
  });

  test("when a detector created and first observed it stays as at first sight", async () => {
    const threat = {
      source: "guardduty",
      kind: "threat",
      key: "f-1",
      controlId: null,
    } as const;
    await merge(1, [draft("i-1", { ...threat, detectedAt: at(1), firstObservedAt: at(1) })], { by: "none" });
    await merge(
      2,
      [draft("i-1", { ...threat, severity: "low", detectedAt: at(2), firstObservedAt: at(2) })],
      { by: "none" },
    );
    const { rows } = await pool.query(
      "select detected_at, first_observed_at from finding where valid_to = 'infinity'",
    );
    expect(rows).toEqual([{ detected_at: at(1), first_observed_at: at(1) }]);
  });

  test("resolves nothing of a resource, control, Region or source that was not judged", async () => {
    await merge(1, [
      draft("sg-seen"),
      draft("sg-unseen"),
      draft("sg-elsewhere", { region: "eu-west-1" }),
      draft("sg-other-control", { controlId: "sg-default-closed" }),
      draft("sg-other-account", { accountId: "444455556666" }),
      draft("sg-hub", { source: "security-hub", key: "hub-1" }),
    ]);
    await merge(2, [], judged(["sg-unseen"]));
    expect(await open(2)).toEqual([
      "sg-elsewhere",
      "sg-hub",
      "sg-other-account",
      "sg-other-control",
      "sg-unseen",
    ]);
    await merge(3, [], { by: "source", source: "security-hub", accountIds: null, regions: null });
    expect(await open(3)).not.toContain("sg-hub");
  });

  test("a finding that comes back opens anew", async () => {
    await merge(1, [draft("sg-1")]);
    await merge(2, []);
    await merge(3, [draft("sg-1")]);
    expect((await versions()).map((version) => version.opened_at)).toEqual([at(1), at(3)]);
  });

  test("writes nothing the second time", async () => {
    await merge(1, [draft("sg-1"), draft("sg-2")]);
    expect(await merge(2, [draft("sg-1"), draft("sg-2")])).toEqual({ opened: 0, changed: 0, resolved: 0 });
    expect((await pool.query("select distinct xmin::text from finding")).rowCount).toBe(1);
  });
});

const resources = fc.uniqueArray(fc.constantFrom("sg-1", "sg-2", "sg-3"));

test("property: the same open findings as a plain model at every instant", async () => {
  const step = fc.record({
    failing: resources,
    unseen: resources,
    judged: fc.boolean(),
    repeated: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await pool.query("truncate finding");
      let model = new Set<string>();
      const past: string[][] = [];
      for (const [index, each] of steps.entries()) {
        const failing = each.judged ? each.failing.filter((id) => !each.unseen.includes(id)) : [];
        const unseen = new Set<string>(each.unseen);
        const scope: ResolveScope = each.judged ? judged(each.unseen) : { by: "none" };
        for (let time = 0; time < (each.repeated ? 2 : 1); time++)
          await merge(
            index + 1,
            failing.map((id) => draft(id)),
            scope,
          );
        if (each.judged) model = new Set([...failing, ...[...model].filter((id) => unseen.has(id))]);
        past.push([...model].sort());
      }
      for (const [index, expected] of past.entries()) expect(await open(index + 1)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
