import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type DisagreementRow, loadBothSides, mergeDisagreements } from "./disagreements.ts";
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
beforeEach(() => pool.query("truncate finding, detector_pass, disagreement"));

const accountId = "111122223333";
const noon = (hours: number) => new Date(Date.UTC(2026, 0, 1, 12 + hours));
const of = { controls: ["sg-no-open-admin"], detectorControls: ["EC2.13", "EC2.2"] };

/** Security Hub fails one group, passes another, and says of a third what nobody asked. */
async function said() {
  const hub = { source: "security-hub", controlId: null, detectedAt: noon(-5) } as const;
  await mergeFindings(pool, {
    asOf: noon(0),
    findings: [
      { ...draft("sg-1", hub), key: "k1", detectorControl: "EC2.13" },
      { ...draft("sg-3", hub), key: "k3", detectorControl: "ELB.1" },
      {
        gone: true,
        source: "security-hub",
        accountId,
        key: "k2",
        passed: { region: "us-east-1", detectorControl: "EC2.2", resourceId: "sg-2", title: "Closed" },
      },
    ],
    resolve: () => ({ by: "none" }),
  });
  await mergeFindings(pool, { asOf: noon(0), findings: [draft("sg-2")], resolve: () => ({ by: "none" }) });
}

async function row(summary = "No port is open."): Promise<DisagreementRow> {
  const { statements } = await loadBothSides(pool, accountId, of);
  const statement = statements.find(({ status }) => status === "failed");
  if (statement === undefined) throw new Error("Nothing fails.");
  return {
    controlId: "sg-no-open-admin",
    region: "us-east-1",
    resourceId: "sg-1",
    resourceType: "ec2.security-group",
    verdict: "pass",
    evidence: { summary, fragments: [] },
    statement,
  };
}

async function merge(hours: number, found: readonly DisagreementRow[], isOver = true) {
  await mergeDisagreements(pool, { accountId, asOf: noon(hours), found, isOver: () => isOver });
  const { rows } = await pool.query(
    `select evidence->>'summary' as ours, detector_evidence->>'summary' as theirs, opened_at, valid_from,
       valid_to = 'infinity' as open from disagreement order by valid_from`,
  );
  return rows;
}

test("both sides of an account come as they stand", async () => {
  await said();
  const { statements, failures } = await loadBothSides(pool, accountId, of);
  expect(statements.map(({ status, key, resourceId }) => [status, key, resourceId]).sort()).toEqual([
    ["failed", "k1", "sg-1"],
    ["passed", "k2", "sg-2"],
  ]);
  expect(failures.map(({ controlId, resourceId }) => [controlId, resourceId])).toEqual([
    ["sg-no-open-admin", "sg-2"],
  ]);
});

test("a disagreement is an interval with both sides' evidence, written only when it changes", async () => {
  await said();
  const first = {
    ours: "No port is open.",
    theirs: "Port 22 is open.",
    opened_at: noon(1),
    valid_from: noon(1),
  };
  expect(await merge(1, [await row()])).toEqual([{ ...first, open: true }]);
  expect(await merge(2, [await row()])).toEqual([{ ...first, open: true }]);
  const second = { ...first, ours: "Port 22 is for one address.", valid_from: noon(3) };
  const versions = [
    { ...first, open: false },
    { ...second, open: true },
  ];
  expect(await merge(3, [await row("Port 22 is for one address.")])).toEqual(versions);
  expect(await merge(3, [await row("Port 22 is for one address.")])).toEqual(versions);
  expect(await merge(4, [], false)).toEqual(versions);
  expect(await merge(5, [])).toEqual(versions.map((version) => ({ ...version, open: false })));
});
