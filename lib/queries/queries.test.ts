import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BadFilter, defaultFindingsFilter, type FindingsFilter } from "#lib/api/filters.ts";
import { localViewer, type Viewer } from "#lib/auth/viewer.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { mergeScopeTallies, mergeTallies } from "#lib/store/tallies.ts";
import { draft } from "#lib/store/testing/drafts.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { getAccount } from "./account.ts";
import { listAccounts } from "./accounts.ts";
import { getControl } from "./control.ts";
import { listControls } from "./controls.ts";
import { getFinding } from "./finding.ts";
import { listFindings } from "./findings.ts";
import { present } from "./moment.ts";
import { getOverview } from "./overview.ts";

const mine = "111122223333";
const theirs = "444455556666";
const limited: Viewer = { id: "v", name: "Viewer of one account", accounts: [mine] };
const asOf = new Date(Date.UTC(2026, 0, 1));

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  process.env["DATABASE_URL"] = database.url;
  pool = createPool(database.url, 2);
  await pool.query("insert into organization values ('o-test', $1, 'ALL', 'r-root', $2, 'infinity')", [
    mine,
    asOf,
  ]);
  await pool.query(
    `insert into organizational_unit values ('r-root', 'Root', null, 'r-root', $1, 'infinity'),
       ('ou-root-prod', 'Prod', 'r-root', 'r-root/ou-root-prod', $1, 'infinity')`,
    [asOf],
  );
  await pool.query(
    `insert into account values ($1, 'mine', 'm@example.com', 'ACTIVE', 'r-root', 'r-root', null, $3, 'infinity'),
       ($2, 'theirs', 't@example.com', 'ACTIVE', 'ou-root-prod', 'r-root/ou-root-prod', null, $3, 'infinity')`,
    [mine, theirs, asOf],
  );
  const findings = [mine, theirs].flatMap((accountId) =>
    Array.from({ length: 70 }, (_, index) =>
      draft(`arn:aws:ec2:us-east-1:${accountId}:security-group/sg-${String(index).padStart(3, "0")}`, {
        accountId,
        severity: index % 2 === 0 ? "critical" : "low",
        region: index % 10 === 0 ? "eu-west-1" : "us-east-1",
      }),
    ),
  );
  await mergeFindings(pool, { asOf, findings, resolve: () => ({ by: "none" }) });
  const counts = { controlId: "sg-no-open-admin", unknown: 0, notApplicable: 0, excepted: 0, causes: [] };
  await mergeTallies(pool, { accountId: mine, asOf, rows: [{ ...counts, passed: 3, failed: 70 }] });
  await mergeTallies(pool, { accountId: theirs, asOf, rows: [{ ...counts, passed: 5, failed: 70 }] });
  await mergeScopeTallies(pool, { organizationId: "o-test", asOf });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const list = (change: Partial<FindingsFilter>, viewer = localViewer) =>
  listFindings(viewer, present(), { ...defaultFindingsFilter, ...change });

describe("findings", () => {
  test.each([
    ["severity", "desc"],
    ["severity", "asc"],
    ["opened", "desc"],
    ["opened", "asc"],
  ] as const)("pages by %s %s give every finding once, forwards and back", async (sort, direction) => {
    const seen: string[] = [];
    const first = await list({ sort, direction });
    let page = first;
    for (;;) {
      seen.push(...page.findings.map((finding) => finding.uid));
      if (page.nextCursor === null) break;
      page = await list({ sort, direction, cursor: page.nextCursor });
    }
    expect(new Set(seen).size).toBe(140);
    expect(seen).toHaveLength(140);
    const back = await list({ sort, direction, cursor: page.previousCursor });
    expect(back.findings.map((finding) => finding.uid)).toEqual(seen.slice(50, 100));
    const start = await list({ sort, direction, cursor: back.previousCursor });
    expect(start.findings).toEqual(first.findings);
    expect(start.previousCursor).toBeNull();
  });

  test("the worst severity comes first", async () => {
    const { findings } = await list({});
    expect(new Set(findings.map((finding) => finding.severity))).toEqual(new Set(["critical"]));
  });

  test.each<[string, Partial<FindingsFilter>, number]>([
    ["account", { account: [theirs] }, 70],
    ["two accounts", { account: [mine, theirs] }, 140],
    ["unit", { unit: "ou-root-prod" }, 70],
    ["the root", { unit: "r-root" }, 140],
    ["unit and another account", { unit: "ou-root-prod", account: [mine] }, 0],
    ["severity", { severity: ["low"] }, 70],
    ["Region", { region: ["eu-west-1"] }, 14],
    ["control", { control: ["sg-default-closed"] }, 0],
    ["source", { source: ["security-hub"] }, 0],
    ["the beginning of a name", { search: "sg-00" }, 20],
    ["a whole ARN", { search: `arn:aws:ec2:us-east-1:${mine}:security-group/sg-007` }, 1],
    ["wildcards, which are only text", { search: "sg-0_%" }, 0],
    ["resolved", { status: "resolved" }, 0],
  ])("by %s", async (_name, filter, expected) => {
    const page = await list(filter);
    expect(page.count).toBe(expected);
    expect(page.findings).toHaveLength(Math.min(50, expected));
  });

  test("a cursor that is not one of ours names the field", async () => {
    await expect(list({ cursor: "bm90IGpzb24" })).rejects.toThrow(BadFilter);
    const { nextCursor } = await list({});
    await expect(list({ cursor: nextCursor, sort: "opened" })).rejects.toThrow(/^cursor: /);
  });
});

describe("a viewer of one account", () => {
  test("finds nothing of another in any list, sum or page", async () => {
    const everything = JSON.stringify([
      await getOverview(limited, present()),
      await listAccounts(limited, present()),
      await listControls(limited, present()),
      await getControl(limited, present(), "sg-no-open-admin"),
      await list({}, limited),
      await list({ account: [theirs] }, limited),
      await list({ unit: "ou-root-prod" }, limited),
      await list({ search: `arn:aws:ec2:us-east-1:${theirs}:security-group/sg-007` }, limited),
    ]);
    expect(everything).not.toContain(theirs);
    expect(everything).not.toContain("theirs");
    const controls = await listControls(limited, present());
    const tally = controls.controls.find((control) => control.id === "sg-no-open-admin")?.tally;
    expect(tally).toMatchObject({ passed: 3, failed: 70 });
  });

  test("gets the same answer for what it may not see as for what does not exist", async () => {
    const { findings } = await list({ account: [theirs] });
    const [foreign] = findings;
    expect(foreign).toBeDefined();
    expect(await getFinding(limited, present(), foreign?.uid ?? "")).toBeNull();
    expect(await getFinding(limited, present(), "00000000-0000-0000-0000-000000000000")).toBeNull();
    expect(await getAccount(limited, present(), theirs)).toBeNull();
    expect(await getAccount(limited, present(), "999999999999")).toBeNull();
    expect(await getAccount(limited, present(), mine)).not.toBeNull();
  });
});
