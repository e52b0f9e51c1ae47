import { afterAll, beforeAll, expect, test } from "vitest";
import {
  arn,
  credential,
  fact,
  accountId as mine,
  strangerId as theirs,
} from "#lib/controls/testing/facts.ts";
import { mergeFacts, type Observation } from "#lib/store/facts.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { account, seeOrganization } from "#lib/store/testing/organization.ts";
import { getHumanIdentity } from "./human-identities.ts";
import { past, present } from "./moment.ts";

const management = "999900001111";
const day = 86_400_000;
const seenAt = new Date(Date.now() - 2 * day);
let database: FreshDatabase;
let pool: Pool;

function assignment(accountId: string, principalType: "USER" | "GROUP", principalId: string) {
  const permissionSetArn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
  const payload = { permissionSetArn, accountId, principalType, principalId };
  return fact("identity-center.assignment", `${accountId}/${principalType}/${principalId}`, payload);
}

function key(id: string, days: number) {
  const userArn = arn.iam("user/alice");
  const createdOn = new Date(Date.now() - days * day).toISOString().slice(0, 10);
  return fact("iam.access-key", `${userArn}/access-key/${id}`, {
    keyId: id,
    userArn,
    active: true,
    createdOn,
    lastUsed: null,
  });
}

const console = (name: string, mfaActive: boolean) => {
  const made = credential({ isRoot: false, passwordEnabled: true, mfaActive });
  return { ...made, resourceId: arn.iam(`user/${name}`) };
};

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await seeOrganization(pool, seenAt, [
    account(mine, "r-1"),
    account(theirs, "r-1"),
    account(management, "r-1"),
  ]);
  const see = (accountId: string, facts: readonly Observation[]) =>
    mergeFacts(pool, { accountId, asOf: seenAt, facts, complete: [] });
  await see(mine, [console("ana", true), console("bob", false), key("AK1", 10), key("AK2", 400)]);
  await see(theirs, [console("cyd", true), key("AK3", 40)]);
  await see(management, [
    assignment(mine, "USER", "u-1"),
    assignment(theirs, "USER", "u-1"),
    assignment(theirs, "GROUP", "g-1"),
  ]);
});
afterAll(async () => {
  await globalThis.posternPool?.end();
  await pool.end();
  await database.drop();
});

test("adds up how people get into each of the accounts, by the management account's assignments", async () => {
  expect(await getHumanIdentity([mine, theirs], present())).toMatchObject({
    coverage: { numerator: 2, n: 5 },
    centerGroups: 1,
    isLeast: true,
    consoleMfa: { numerator: 2, n: 3 },
    keys: { n: 3, byAge: { "<30": 1, "<90": 1, older: 1 } },
  });
});

test("of one account knows nothing of another", async () => {
  expect(await getHumanIdentity([mine], present())).toMatchObject({
    coverage: { numerator: 1, n: 3 },
    isLeast: false,
    keys: { n: 2 },
  });
});

test("before the first run knows of nobody", async () => {
  const before = past(new Date(seenAt.getTime() - day));
  expect((await getHumanIdentity([mine, theirs], before)).coverage).toEqual({
    numerator: 0,
    n: 0,
    value: null,
  });
});
