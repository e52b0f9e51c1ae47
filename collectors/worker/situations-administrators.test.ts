import { afterEach, expect, test } from "vitest";
import type { Situation } from "#simulator/model/situation.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { noon, runsTimeoutMs } from "./testing/fixture.ts";
import { foreignFindings, openScene, type Scene } from "./testing/scene.ts";
import { accountTallies, expectedFindings, expectedTallies, openFindings } from "./testing/verdicts.ts";

const [first, second, third] = ["2026-10-10", "2026-10-11", "2026-10-12"] as const;
const analyzers = ["external"] as const;

const open = new Set<Scene<Simulator>>();
afterEach(async () => {
  for (const scene of open) await scene.close();
  open.clear();
});

/* Which AWS is collected is the process's: of two scenes the first is over when the second begins. */

async function begin(situation: Situation, seed = "postern"): Promise<Scene<Simulator>> {
  const organization = { accounts: 6, regions: 2, findingsPerAccount: 15, date: first };
  const scene = await openScene(await startSimulator({ ...organization, seed, situation }));
  open.add(scene);
  return scene;
}

async function expectTruth({ fixture, simulator }: Scene<Simulator>, date: string) {
  expect(await accountTallies(fixture.pool, noon(date))).toEqual(expectedTallies(simulator.truth()));
  expect(await openFindings(fixture.pool, noon(date))).toEqual(expectedFindings(simulator.truth()));
}

/** How a kind of finding is seen now: `<via> <account's name> <Region>`. */
function ways(scene: Scene<Simulator>, kind: string): Promise<string[]> {
  return scene.lines(
    `select c.via, a.name, c.region from coverage c join account a on a.id = c.account_id
     where c.kind = $1 and c.valid_to = 'infinity' and a.valid_to = 'infinity'`,
    [kind],
  );
}

const active = ["acme-management", "log-archive", "network-hub", "payments-prod", "security-tooling"];
const regions = ["eu-west-1", "us-east-1"];
const everyAccount = active.flatMap((name) => regions.map((region) => `account ${name} ${region}`));

/** Other detectors' findings but for the accounts that may be administrators: they always have every detector. */
function findingsOfMembers(scene: Scene<Simulator>, date: string): Promise<string[]> {
  const administrators = ["network-hub", "security-tooling"].map((name) => scene.idOf(name));
  // An analyzer numbers what it finds itself.
  return scene.lines(
    `select source, account_id, region, kind, resource_id, title from finding
     where source <> 'postern' and valid_from <= $1 and valid_to > $1 and account_id <> all($2)`,
    [noon(date), administrators],
  );
}

test("whoever administers a detector, or nobody at all, the same findings are known", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const usual = await begin({ analyzers });
  await usual.collect(first);
  expect(await ways(usual, "securityhub.finding")).toEqual(["administrator security-tooling us-east-1"]);
  const findings = await findingsOfMembers(usual, first);
  for (const source of ["security-hub", "guardduty", "access-analyzer", "inspector"])
    expect(findings.some((line) => line.startsWith(source))).toBe(true);

  const other = await begin({
    analyzers,
    delegated: {
      "securityhub.amazonaws.com": "network",
      "guardduty.amazonaws.com": "none",
      "access-analyzer.amazonaws.com": "none",
      "inspector2.amazonaws.com": "none",
      "config.amazonaws.com": "network",
      "sso.amazonaws.com": "none",
    },
  });
  await other.collect(first);
  await expectTruth(other, first);
  expect(await ways(other, "securityhub.finding")).toEqual(["administrator network-hub us-east-1"]);
  expect(await ways(other, "guardduty.finding")).toEqual(everyAccount);
  expect(await ways(other, "inspector.finding")).toEqual(everyAccount);
  // The management account may have analyzers of the Organization without delegating.
  expect(await ways(other, "access-analyzer.finding")).toEqual(
    regions.map((region) => `administrator acme-management ${region}`),
  );
  expect(await findingsOfMembers(other, first)).toEqual(findings);
});

test("an organization without Security Hub and GuardDuty is judged without them", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const scene = await begin({ without: ["securityhub", "guardduty"] });
  await scene.collect(first);
  await expectTruth(scene, first);
  for (const kind of ["securityhub.finding", "guardduty.finding"])
    expect(await ways(scene, kind)).toEqual(everyAccount);
  const findings = await scene.lines(foreignFindings, [noon(first)]);
  expect(findings.filter((line) => /^(security-hub|guardduty)/.test(line))).toEqual([]);
  expect(
    (await accountTallies(scene.fixture.pool, noon(first))).filter((line) =>
      line.includes("guardduty-enabled"),
    ),
  ).toEqual(active.map((name) => `${scene.idOf(name)} guardduty-enabled 0/2/0 unknown 0`).sort());
});

test("an account that is no member is asked itself, and the administrator's comparison leaves its findings", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const outsider = "payments-prod";
  const usual = await begin({});
  const expected = new Map<string, string[]>();
  for (const date of [first, second]) {
    await usual.collect(date);
    expected.set(date, await usual.lines(foreignFindings, [noon(date)]));
  }
  const scene = await begin({
    changes: [
      { on: first, account: outsider, member: false },
      { on: third, account: outsider, member: true },
    ],
  });
  for (const date of [first, second]) {
    await scene.collect(date);
    expect(await scene.lines(foreignFindings, [noon(date)])).toEqual(expected.get(date));
  }
  expect(await ways(scene, "guardduty.finding")).toEqual([
    ...regions.map((region) => `account ${outsider} ${region}`),
    ...regions.map((region) => `administrator security-tooling ${region}`),
  ]);
  expect(await ways(scene, "securityhub.finding")).toEqual([
    ...regions.map((region) => `account ${outsider} ${region}`),
    "administrator security-tooling us-east-1",
  ]);
  // None of them ended and began anew.
  expect(
    await scene.lines(
      `select a.source, a.key from finding a join finding b on b.uid = a.uid
       where a.source <> 'postern' and a.account_id = $1 and a.valid_to = $2 and a.ended = 'resolved'
         and b.valid_from = $2`,
      [scene.idOf(outsider), noon(second)],
    ),
  ).toEqual([]);

  await scene.collect(third);
  expect(await ways(scene, "guardduty.finding")).toEqual(
    regions.map((region) => `administrator security-tooling ${region}`),
  );
  expect((await scene.lines(foreignFindings, [noon(third)])).join()).toContain(scene.idOf(outsider));
});

test("where the administrator cannot be entered its kinds are unknown with the cause, and accounts answer themselves", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const scene = await begin({ analyzers });
  const { fixture, gate, simulator } = scene;
  const administrator = scene.idOf("security-tooling");
  await scene.collect(first);
  const before = await scene.lines(foreignFindings, [noon(first)]);
  const central = `select kind, state, via, cause_code, cause_action from coverage
    where account_id = $1 and kind ~ '(membership|aggregator|inventory|organization-|identity-center)'
      and kind not like 'iam.%' and valid_to = 'infinity'`;
  const kinds = await scene.lines(
    "select distinct kind from coverage where account_id = $1 and via = 'administrator' and valid_to = 'infinity'",
    [scene.idOf("acme-management")],
  );
  expect(kinds).toContain("guardduty.membership");

  simulator.setDate(second);
  gate.closed.add(administrator);
  const run = await fixture.collect(noon(second));
  gate.closed.clear();
  expect(run.state).toBe("partial");
  expect(
    (await scene.lines(central, [scene.idOf("acme-management")])).filter((line) =>
      kinds.some((kind) => line.startsWith(`${kind} `)),
    ),
  ).toEqual(kinds.map((kind) => `${kind} denied administrator AccessDenied sts:AssumeRole`));
  expect(
    await scene.lines("select kind from fact where kind = any($1) and valid_to = $2", [kinds, noon(second)]),
  ).toEqual([]);

  const others = active.filter((name) => name !== "security-tooling");
  expect(
    (await ways(scene, "guardduty.finding")).filter((line) => !line.includes("security-tooling")),
  ).toEqual(others.flatMap((name) => regions.map((region) => `account ${name} ${region}`)));
  // Of the administrator itself nothing ends.
  const own = (lines: readonly string[]) => lines.filter((line) => line.includes(` ${administrator} `));
  const after = await scene.lines(foreignFindings, [noon(second)]);
  expect(own(after)).toEqual(own(before));

  await scene.collect(third);
  await expectTruth(scene, third);
  expect(await ways(scene, "guardduty.finding")).toEqual(
    regions.map((region) => `administrator security-tooling ${region}`),
  );
});

test("where the Organization's analyzer looks for unused access alone, accounts' own tell of access from outside", {
  timeout: 2 * runsTimeoutMs,
}, async () => {
  const scene = await begin({ analyzers: ["unused"] });
  await scene.collect(first);
  expect(await ways(scene, "access-analyzer.unused-finding")).toEqual([
    "administrator security-tooling us-east-1",
  ]);
  expect(await ways(scene, "access-analyzer.finding")).toEqual(everyAccount);
  const kinds = `select distinct kind from finding where source = 'access-analyzer' and valid_to = 'infinity'`;
  expect(await scene.lines(kinds)).toEqual(["external-access", "unused-access"]);
  const known = await scene.lines(foreignFindings, [noon(first)]);

  // Each compares all of its own, and none of the other's.
  scene.simulator.setDate(first);
  await scene.collect(first, 1);
  expect(
    await scene.lines("select key from finding where source = 'access-analyzer' and valid_to < 'infinity'"),
  ).toEqual([]);
  expect(await scene.lines(foreignFindings, [new Date(noon(first).getTime() + 3_600_000)])).toEqual(known);
});
