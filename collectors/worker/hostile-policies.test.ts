import { beforeAll, expect, test } from "vitest";
import { controls } from "#lib/controls/registry.ts";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import type { ControlTally, EvaluationInput } from "#lib/evaluate/types.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { findOrganization } from "#lib/store/organization.ts";
import { startSimulator } from "#simulator/server.ts";
import { complete, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { loadEverything } from "./testing/known.ts";

const date = "2026-11-20";

/** Controls that read statements, and so cannot pass where no document can be read. */
const overStatements = [
  "iam-no-full-admin",
  "iam-no-service-wildcard",
  "permission-utilization",
  "trust-external-guarded",
  "trust-oidc-sub",
  "boundary-delegated-admin",
  "separation-of-duties",
  "lambda-role-scoped",
  "vpce-policy-scoped",
  "s3-tls-only",
  "kms-policy-scoped",
  "scp-guardrails",
  "scp-region-limit",
];

let inputs: readonly EvaluationInput[];

beforeAll(async () => {
  const simulator = await startSimulator({
    seed: "gorse",
    accounts: 9,
    regions: 2,
    date,
    findingsPerAccount: 20,
  });
  const fixture = await openFixture(simulator);
  try {
    fixture.work();
    expect(await outcomeOf(fixture, await fixture.collect(noon(date)))).toEqual(complete);
    const organization = await findOrganization(fixture.pool);
    // No service control policy binds the management account, where who has no policy may do nothing.
    inputs = (await loadEverything(fixture.pool, noon(date))).filter(
      ({ accountId }) => accountId !== organization?.managementAccountId,
    );
  } finally {
    await fixture.close();
    await simulator.stop();
  }
}, runsTimeoutMs);

const documents: ReadonlySet<string> = new Set(["document", "trustPolicy", "policy"]);

/** Every fact with every policy document in it replaced. */
function withDocument(facts: Iterable<Fact>, document: string): Fact[] {
  const replaced: Fact[] = structuredClone([...facts]);
  for (const { payload } of replaced)
    for (const key of Object.keys(payload))
      if (documents.has(key) && typeof Reflect.get(payload, key) === "string")
        Reflect.set(payload, key, document);
  return replaced;
}

function judge(document: string): ControlTally[] {
  return inputs.flatMap((input) => [
    ...evaluateAccount(
      {
        ...input,
        facts: withDocument(input.facts, document),
        organization: {
          ...input.organization,
          facts: withDocument(input.organization.facts, document),
        },
      },
      controls,
    ).tallies,
  ]);
}

const defects = (tallies: readonly ControlTally[]) =>
  tallies.flatMap(({ causes }) =>
    causes.filter(({ state }) => state === "defect").map(({ reason }) => reason),
  );
const passing = (tallies: readonly ControlTally[]) =>
  new Set(tallies.filter(({ passed }) => passed > 0).map(({ controlId }) => controlId));

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const statement = (over: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ ...allow, ...over }] });

/** Patterns that make a naive matcher try every split of every name. */
const nested = Array.from({ length: 1_700 }, (_, index) => `s3:*${"a*".repeat(24)}${index}*`);

test("every control that reads statements has passes to lose", () => {
  const passes = passing(inputs.flatMap((input) => evaluateAccount(input, controls).tallies));
  expect(overStatements.filter((id) => !passes.has(id))).toEqual([]);
});

test.each([
  ["nothing at all", ""],
  ["half a document", '{"Version":"2012-10-17","Statement":['],
  ["JSON that is no policy", "[1, 2, 3]"],
  ["a null", "null"],
  ["a version of the future", JSON.stringify({ Version: "2031-01-01", Statement: [allow] })],
  ["an element that nobody knows", statement({ Purpose: "x" })],
  ["an effect that nobody knows", statement({ Effect: "Audit" })],
])("%s is never a pass and never a crash", (_, document) => {
  const tallies = judge(document);
  expect(defects(tallies)).toEqual([]);
  const passes = passing(tallies);
  expect(overStatements.filter((id) => passes.has(id))).toEqual([]);
  expect(tallies.some(({ causes }) => causes.some(({ state }) => state === "undecidable"))).toBe(true);
});

test.each([
  ["an action that nobody knows", statement({ Action: "nosuch:Thing" })],
  ["100 KB of nested wildcards", statement({ Action: nested })],
  [
    "100 KB of nested wildcards over resources",
    statement({ Resource: nested.map((one) => `arn:aws:${one}`) }),
  ],
  ["a long string", statement({ Sid: "x".repeat(100_000) })],
  ["NUL and escapes", statement({ Resource: "arn:aws:s3:::\u0000\u202e*" })],
])("%s is evaluated", (_, document) => {
  expect(defects(judge(document))).toEqual([]);
});
