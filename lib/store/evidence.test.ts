import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCoverage } from "./coverage.ts";
import { loadEvidence, StoredFactMalformed } from "./evidence.ts";
import { mergeFacts } from "./facts.ts";
import { createPool, type Pool } from "./pool.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

const accountId = "111122223333";
const at = (day: number) => new Date(Date.UTC(2026, 0, day));

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  const see = (day: number, ids: string[]) =>
    mergeFacts(pool, {
      accountId,
      asOf: at(day),
      facts: ids.map((id) => ({
        kind: "ec2.internet-gateway",
        region: "us-east-1",
        resourceId: id,
        payload: { id, vpcIds: [] },
      })),
      complete: [{ kind: "ec2.internet-gateway", region: "us-east-1" }],
    });
  await see(1, ["igw-1", "igw-2"]);
  await see(3, ["igw-2", "igw-3"]);
  await recordCoverage(pool, {
    accountId,
    runId: 1n,
    asOf: at(1),
    entries: [
      {
        region: "us-east-1",
        kind: "ec2.internet-gateway",
        state: "denied",
        cause: { code: "UnauthorizedOperation", action: "ec2:DescribeInternetGateways", message: "no" },
        unseen: ["igw-9"],
      },
    ],
  });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ids = async (day: number, account = accountId) =>
  (await loadEvidence(pool, account, at(day))).facts.map((fact) => fact.resourceId).sort();

test("facts are those of the instant and the account", async () => {
  expect(await ids(0)).toEqual([]);
  expect(await ids(1)).toEqual(["igw-1", "igw-2"]);
  expect(await ids(2)).toEqual(["igw-1", "igw-2"]);
  expect(await ids(3)).toEqual(["igw-2", "igw-3"]);
  expect(await ids(3, "444455556666")).toEqual([]);
});

test("coverage comes with its cause", async () => {
  expect((await loadEvidence(pool, accountId, at(2))).coverage).toEqual([
    {
      region: "us-east-1",
      kind: "ec2.internet-gateway",
      state: "denied",
      unseen: ["igw-9"],
      confirmedAt: at(1),
      cause: { code: "UnauthorizedOperation", action: "ec2:DescribeInternetGateways", message: "no" },
    },
  ]);
});

test("narrowed to some kinds it leaves out the others", async () => {
  expect(await loadEvidence(pool, accountId, at(2), ["s3.bucket"])).toEqual({ facts: [], coverage: [] });
});

test("a kind of another version is left out; a fact that is not of its kind is named", async () => {
  const insert = (kind: string, resource: string, payload: unknown) =>
    pool.query(
      `insert into fact (account_id, kind, region, resource_id, hash, payload, valid_from, valid_to)
       values ($1, $2, 'us-east-1', $3, '\\x00', $4, $5, 'infinity')`,
      [accountId, kind, resource, JSON.stringify(payload), at(4)],
    );
  await insert("ec2.from-the-future", "future-1", { anything: true });
  expect(await ids(4)).toEqual(["igw-2", "igw-3"]);
  await insert("ec2.internet-gateway", "igw-bad", { id: "igw-bad", vpcIds: "none" });
  const reading = loadEvidence(pool, accountId, at(4));
  await expect(reading).rejects.toThrow(StoredFactMalformed);
  await expect(reading).rejects.toThrow(/igw-bad of account 111122223333 .*vpcIds/s);
});
