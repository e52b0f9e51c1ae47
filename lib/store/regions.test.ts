import { afterAll, beforeAll, expect, test } from "vitest";
import { recordCoverage } from "./coverage.ts";
import { loadEvidence } from "./evidence.ts";
import { mergeFacts } from "./facts.ts";
import { mergeFindings } from "./findings.ts";
import { createPool, type Pool } from "./pool.ts";
import { retireDisabledRegions } from "./regions.ts";
import { draft } from "./testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "./testing/fresh-database.ts";

const accountId = "111122223333";
const kind = "ec2.internet-gateway";
const at = (day: number) => new Date(Date.UTC(2026, 0, day));

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  for (const region of ["us-east-1", "eu-west-1"]) {
    const id = `igw-${region}`;
    await mergeFacts(pool, {
      accountId,
      asOf: at(1),
      facts: [{ kind, region, resourceId: id, payload: { id, vpcIds: [] } }],
      complete: [],
    });
    await mergeFindings(pool, {
      asOf: at(1),
      findings: [draft(`sg-${region}`, { region })],
      resolve: () => ({ by: "none" }),
    });
    await recordCoverage(pool, {
      accountId,
      runId: 1n,
      asOf: at(1),
      entries: [{ region, kind, state: "complete", cause: null, unseen: [] }],
    });
  }
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Regions of which facts, coverage and findings are known on a day. */
async function known(day: number) {
  const { facts, coverage } = await loadEvidence(pool, accountId, at(day));
  const { rows } = await pool.query<{ region: string }>(
    "select region from finding where valid_from <= $1 and valid_to > $1 order by region",
    [at(day)],
  );
  return {
    facts: facts.map(({ region }) => region).sort(),
    coverage: coverage.map(({ region }) => region).sort(),
    findings: rows.map(({ region }) => region),
  };
}

const both = ["eu-west-1", "us-east-1"];
const one = ["us-east-1"];

test("while both Regions are enabled nothing of them ends, whichever of them a run keeps to", async () => {
  await retireDisabledRegions(pool, { accountId, asOf: at(2), enabled: both });
  expect(await known(2)).toEqual({ facts: both, coverage: both, findings: both });
});

test("a Region that was disabled leaves the present with everything, and stays in the past", async () => {
  await retireDisabledRegions(pool, { accountId, asOf: at(3), enabled: one });
  expect(await known(2)).toEqual({ facts: both, coverage: both, findings: both });
  expect(await known(3)).toEqual({ facts: one, coverage: one, findings: one });
});

test("another account is not concerned", async () => {
  await retireDisabledRegions(pool, { accountId: "444455556666", asOf: at(4), enabled: [] });
  expect(await known(4)).toEqual({ facts: one, coverage: one, findings: one });
});
