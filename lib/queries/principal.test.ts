import { afterAll, beforeAll, expect, test } from "vitest";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { accountId as mine, policyDocument } from "#lib/controls/testing/facts.ts";
import { inlinePolicy, user } from "#lib/controls/testing/identity-facts.ts";
import { principalOf } from "#lib/metrics/testing/measurements.ts";
import { mergeFacts } from "#lib/store/facts.ts";
import { mergeMeasurements } from "#lib/store/measurements.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { past, present } from "./moment.ts";
import { getPrincipal } from "./principal.ts";

const stranger: Viewer = { id: "v", name: "Viewer of another account", accounts: ["444455556666"] };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const ana = user("ana");
const bob = user("bob");
let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  const asOf = daysAgo(2);
  await seeOrganization(pool, asOf, [account(mine, "r-1")]);
  const allow = policyDocument({
    Effect: "Allow",
    Action: ["dynamodb:CreateTable", "dynamodb:DeleteTable"],
    Resource: "*",
  });
  const used = daysAgo(10).toISOString().slice(0, 10);
  const services = [
    {
      namespace: "dynamodb",
      lastOn: used,
      actions: [
        { name: "CreateTable", lastOn: used },
        { name: "DeleteTable", lastOn: null },
      ],
    },
    { namespace: "sqs", lastOn: null, actions: null },
  ];
  await mergeFacts(pool, {
    accountId: mine,
    asOf,
    facts: [
      ana,
      bob,
      inlinePolicy(ana, "tables", allow),
      {
        ...ana,
        kind: "iam.last-accessed",
        payload: { principalArn: ana.resourceId, services },
      },
    ],
    complete: [],
  });
  await mergeMeasurements(pool, {
    accountId: mine,
    asOf,
    metrics: ["permission-utilization"],
    measured: [principalOf(ana.resourceId, 1, 2), principalOf(bob.resourceId, 1, 2)],
  });
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

const get = (arn: string, viewer = localViewer, moment = present()) => getPrincipal(viewer, moment, arn);

test("proposes the policy of what was used, from the facts in force", async () => {
  const found = await get(ana.resourceId);
  expect(found?.name).toBe("ana");
  expect(found?.measurement).toMatchObject({ value: 0.5, account: { id: mine } });
  expect(found?.rightSized?.documents.map((text) => JSON.parse(text))).toEqual([
    {
      Version: "2012-10-17",
      Statement: [{ Sid: "Used", Effect: "Allow", Action: ["dynamodb:CreateTable"], Resource: ["*"] }],
    },
  ]);
  expect(found?.rightSized?.removed).toEqual(["dynamodb:DeleteTable"]);
  expect(found?.services).toMatchObject([
    { namespace: "dynamodb", tracked: 2, used: 1 },
    { namespace: "sqs", tracked: null, used: null },
  ]);
});

test("says why there is no policy to propose", async () => {
  const found = await get(bob.resourceId);
  expect(found?.rightSized).toBeNull();
  expect(found?.undecided).toMatch(/no last-accessed report/);
});

test("is the same nothing for what is not there, not yet there, or not the viewer's to see", async () => {
  expect(await get(`${ana.resourceId}-2`)).toBeNull();
  expect(await get("ana")).toBeNull();
  expect(await get(ana.resourceId, stranger)).toBeNull();
  expect(await get(ana.resourceId, localViewer, past(daysAgo(5)))).toBeNull();
});
