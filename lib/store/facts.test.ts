import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "./evidence.ts";
import { mergeFacts, type Observation } from "./facts.ts";
import { createPool, type Pool } from "./pool.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

const accountId = "111122223333";
const otherAccount = "444455556666";

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
  await pool.query("truncate fact");
});

const gateway = (id: string, vpcIds: string[]): Observation => ({
  kind: "ec2.internet-gateway",
  region: "us-east-1",
  resourceId: id,
  payload: { id, vpcIds },
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const seen = [{ kind: "ec2.internet-gateway", region: "us-east-1" }];

async function merge(day: number, facts: Observation[], complete = seen, account = accountId) {
  return mergeFacts(pool, { accountId: account, asOf: at(day), facts, complete });
}

/** What stands in the store at an instant, as `id=vpc,vpc`. */
async function present(day: number, account = accountId): Promise<string[]> {
  const { facts } = await loadEvidence(pool, account, at(day));
  return facts
    .map(({ payload }) => {
      const { id, vpcIds } = payload as PayloadOf<"ec2.internet-gateway">;
      return `${id}=${vpcIds.join(",")}`;
    })
    .sort();
}

describe("mergeFacts", () => {
  test("opens what is new, keeps what is same, closes what changed or went", async () => {
    expect(await merge(1, [gateway("igw-1", ["a"]), gateway("igw-2", ["b"])])).toEqual({
      inserted: 2,
      closed: 0,
    });
    expect(await merge(2, [gateway("igw-1", ["a"]), gateway("igw-3", ["c"])])).toEqual({
      inserted: 1,
      closed: 1,
    });
    expect(await merge(3, [gateway("igw-1", ["z"]), gateway("igw-3", ["c"])])).toEqual({
      inserted: 1,
      closed: 1,
    });
    expect(await present(1)).toEqual(["igw-1=a", "igw-2=b"]);
    expect(await present(2)).toEqual(["igw-1=a", "igw-3=c"]);
    expect(await present(3)).toEqual(["igw-1=z", "igw-3=c"]);
  });

  test("retires nothing that was not completely seen", async () => {
    await merge(1, [gateway("igw-1", ["a"]), gateway("igw-2", ["b"])]);
    await merge(2, [gateway("igw-1", ["changed"])], []);
    expect(await present(2)).toEqual(["igw-1=changed", "igw-2=b"]);
  });

  test("leaves another account's, Region's and kind's facts alone", async () => {
    await merge(1, [gateway("igw-1", ["a"])]);
    await merge(1, [gateway("igw-1", ["a"])], seen, otherAccount);
    await merge(2, [], seen, otherAccount);
    await merge(2, [], [{ kind: "ec2.internet-gateway", region: "eu-west-1" }]);
    expect(await present(2)).toEqual(["igw-1=a"]);
    expect(await present(2, otherAccount)).toEqual([]);
  });

  test("counts a resource that two pages listed once, in its later reading", async () => {
    await merge(1, [gateway("igw-1", ["first"]), gateway("igw-1", ["second"])]);
    expect(await present(1)).toEqual(["igw-1=second"]);
  });

  test("writes nothing the second time", async () => {
    const facts = [gateway("igw-1", ["a"]), gateway("igw-2", ["b"])];
    await merge(1, facts);
    expect(await merge(2, facts)).toEqual({ inserted: 0, closed: 0 });
    const { rows } = await pool.query("select distinct xmin::text from fact");
    expect(rows).toHaveLength(1);
  });

  test("stores values that Postgres cannot, mended rather than lost", async () => {
    await merge(1, [gateway("igw-\0\t\\N\n", ["\0", "\uD800", "\\u0000"])]);
    expect(await present(1)).toEqual(["igw-\uFFFD\t\\N\n=\uFFFD,\uFFFD,\\u0000"]);
  });
});

/** A run of the model: what is there, and whether the reading was complete. */
const step = fc.record({
  observed: fc.dictionary(fc.constantFrom("igw-1", "igw-2", "igw-3"), fc.constantFrom("a", "b"), {
    noNullPrototype: true,
  }),
  complete: fc.boolean(),
  /** The worker died after storing and the job ran again. */
  repeated: fc.boolean(),
  /** The first attempt saw only this before it died. */
  earlier: fc.option(fc.dictionary(fc.constantFrom("igw-1", "igw-2", "igw-3"), fc.constantFrom("a", "b")), {
    nil: undefined,
  }),
});

test("property: same present and same past as a plain model, whatever is observed, lost or repeated", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await pool.query("truncate fact");
      let model: Record<string, string> = {};
      const past: Record<string, string>[] = [];
      for (const [index, { observed, complete, repeated, earlier }] of steps.entries()) {
        const facts = Object.entries(observed).map(([id, vpc]) => gateway(id, [vpc]));
        if (earlier !== undefined) {
          const before = Object.entries(earlier).map(([id, vpc]) => gateway(id, [vpc]));
          await merge(index + 1, before, []);
          model = { ...model, ...earlier };
        }
        await merge(index + 1, facts, complete ? seen : []);
        if (repeated) await merge(index + 1, facts, complete ? seen : []);
        model = complete ? { ...observed } : { ...model, ...observed };
        past.push(model);
      }
      for (const [index, expected] of past.entries())
        expect(await present(index + 1)).toEqual(
          Object.entries(expected)
            .map(([id, vpc]) => `${id}=${vpc}`)
            .sort(),
        );
      const overlaps = await pool.query(
        `select from fact a join fact b using (account_id, kind, region, resource_id)
         where a.ctid <> b.ctid and a.valid_from < b.valid_to and b.valid_from < a.valid_to
           and (a.valid_from, a.valid_to) <> (b.valid_from, b.valid_to)`,
      );
      expect(overlaps.rowCount).toBe(0);
    }),
    { numRuns: 60 },
  );
});
