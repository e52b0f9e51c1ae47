import pLimit from "p-limit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { identityCenter } from "#collectors/services/identity-center/identity-center.ts";
import { awsEnvironment } from "#collectors/worker/testing/fixture.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { collectUnit, type Unit } from "./collect-unit.ts";
import { defineCollector, factRead } from "./define.ts";
import { type AccountSession, assumedSession } from "./session.ts";
import { access, date, minutes } from "./testing/one-read.ts";

let simulator: Simulator;
let database: FreshDatabase;
let pool: Pool;
let session: AccountSession;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 4, regions: 2, date, findingsPerAccount: 5 });
  Object.assign(process.env, awsEnvironment(simulator));
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  session = assumedSession(accountNamed(simulator, "acme-management").id, access, 1n);
});
afterAll(async () => {
  session?.clients.destroy();
  await pool?.end();
  await database?.drop();
  await simulator?.stop();
});
beforeEach(async () => {
  simulator.setFaults([]);
  await pool.query("truncate fact, coverage");
});

function collect(unit: Pick<Unit, "collectors" | "enabledRegions"> & Partial<Unit>, at: number) {
  return collectUnit({
    pool,
    session,
    region: undefined,
    runId: BigInt(at),
    asOf: minutes(at),
    signal: new AbortController().signal,
    deadlineMs: 60_000,
    limit: pLimit(4),
    findingScope: { accountIds: [], regions: [] },
    ...unit,
  });
}

async function known(kind: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::int as count from fact where kind = $1 and valid_to = 'infinity'",
    [kind],
  );
  return rows[0]?.count ?? 0;
}

test("a lasting answer that another read rests on is asked for anew", async () => {
  let asked = 0;
  const gateways = factRead({
    yields: ["ec2.internet-gateway"],
    operations: [],
    renewAfterHours: 12,
    async *collect() {
      asked += 1;
      yield { kind: "ec2.internet-gateway", resourceId: "igw-1", payload: { id: "igw-1", vpcIds: [] } };
    },
  });
  const nothing = defineCollector({ service: "ec2", scope: "regional", budgets: {}, reads: [gateways] });
  const regional = { region: "us-east-1", enabledRegions: ["us-east-1"] };
  await collect({ ...regional, collectors: [nothing] }, 1);
  await collect({ ...regional, collectors: [nothing] }, 2);
  expect(asked).toBe(1);

  const lists = factRead({
    yields: ["ec2.prefix-list"],
    operations: [],
    needs: ["ec2.internet-gateway"],
    async *collect(context) {
      for (const { payload } of context.needed("ec2.internet-gateway"))
        yield {
          kind: "ec2.prefix-list",
          resourceId: payload.id,
          payload: { id: payload.id, name: "", ownerId: "", cidrs: [] },
        };
    },
  });
  const both = defineCollector({ service: "ec2", scope: "regional", budgets: {}, reads: [gateways, lists] });
  for (const at of [3, 4]) await collect({ ...regional, collectors: [both] }, at);
  expect(asked).toBe(3);
  expect(await known("ec2.prefix-list")).toBe(1);
});

test("an Identity Center in a Region out of scope is found, and one that cannot be looked for is not none", async () => {
  const elsewhere = {
    collectors: [identityCenter],
    enabledRegions: [],
    otherRegions: ["eu-west-1", "us-east-1"],
  };
  await collect(elsewhere, 1);
  expect(await known("identity-center.instance")).toBe(1);
  simulator.setFaults([
    {
      service: "sso",
      operation: "ListInstances",
      effect: { kind: "error", code: "AccessDeniedException", status: 400 },
    },
  ]);
  const { coverage } = await collect(elsewhere, 2);
  expect(coverage.find(({ kind }) => kind === "identity-center.instance")).toMatchObject({ state: "denied" });
  expect(await known("identity-center.instance")).toBe(1);
});
