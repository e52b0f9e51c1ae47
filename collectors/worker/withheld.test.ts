import { beforeAll, expect, test } from "vitest";
import type { Control } from "#lib/controls/define.ts";
import { controls } from "#lib/controls/registry.ts";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import type { EvaluationInput } from "#lib/evaluate/types.ts";
import type { Coverage } from "#lib/inventory/coverage.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";
import { grantException, recordAttestation } from "#lib/store/exceptions.ts";
import { findOrganization } from "#lib/store/organization.ts";
import { startSimulator } from "#simulator/server.ts";
import { complete, noon, openFixture, outcomeOf, runsTimeoutMs } from "./testing/fixture.ts";
import { loadEverything } from "./testing/known.ts";

const date = "2026-11-20";

/** What every part of the catalogue judges, each as a control of its own: another part may keep its verdicts. */
const parts: readonly Control[] = controls.flatMap(({ parts = [], ...control }) =>
  parts.length === 0 ? [control] : parts.map((part) => ({ ...control, ...part })),
);
const kindsOf = ({ subject, reads }: Control): readonly FactKind[] => [subject, ...reads];
const allKinds = [...new Set(parts.flatMap(kindsOf))].sort();

/** All that was known of each account of an organization when it was judged. */
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
  const { pool } = fixture;
  try {
    fixture.work();
    expect(await outcomeOf(fixture, await fixture.collect(noon(date)))).toEqual(complete);
    const organization = await findOrganization(pool);
    if (organization === undefined) throw new Error("no organization");
    const asOf = noon(date);
    for (const controlId of ["slr-reviewed", "idc-external-idp-mfa"])
      await recordAttestation(
        pool,
        {
          controlId,
          accountId: null,
          met: true,
          attestedBy: "ada",
          statement: "It is so.",
          evidenceUrl: "https://wiki.example.com",
          validUntil: "2027-01-01T00:00:00.000Z",
        },
        { by: "test", at: asOf },
      );
    await grantException(
      pool,
      {
        controlId: "s3-tls-only",
        scope: "organization",
        target: organization.id,
        reason: "Until the reader is replaced.",
        owner: "platform",
        requester: "ada",
        approver: "grace",
        startsAt: asOf.toISOString(),
        endsAt: "2027-01-01T00:00:00.000Z",
      },
      { by: "test", at: asOf },
    );
    inputs = await loadEverything(pool, asOf);
  } finally {
    await fixture.close();
    await simulator.stop();
  }
}, runsTimeoutMs);

/** Passes of each part in all accounts, under what is left of the coverage. */
function passesOf(left: (coverage: Iterable<Coverage>) => Coverage[], of: readonly Control[]): number[] {
  const sums = of.map(() => 0);
  for (const input of inputs) {
    const seen = {
      ...input,
      coverage: left(input.coverage),
      organization: { ...input.organization, coverage: left(input.organization.coverage) },
    };
    for (const [place, { passed }] of evaluateAccount(seen, of).tallies.entries())
      sums[place] = (sums[place] ?? 0) + passed;
  }
  return sums;
}

test("every control of this organization has passes to lose", () => {
  const passes = passesOf((rows) => [...rows], parts);
  const never = parts.filter((_, place) => passes[place] === 0).map(({ id }) => id);
  expect(never).toEqual([]);
});

test("whatever order the facts come in, the same is said in the same words", () => {
  for (const input of inputs) {
    const backwards = {
      ...input,
      facts: [...input.facts].reverse(),
      coverage: [...input.coverage].reverse(),
      organization: {
        facts: [...input.organization.facts].reverse(),
        coverage: [...input.organization.coverage].reverse(),
      },
    };
    expect(evaluateAccount(backwards, controls)).toEqual(evaluateAccount(input, controls));
  }
});

test.each(allKinds)("with %s withheld, no control that rests on it passes", (kind) => {
  const affected = parts.filter((part) => kindsOf(part).includes(kind));
  const without = (rows: Iterable<Coverage>) => [...rows].filter((row) => row.kind !== kind);
  const denied = (rows: Iterable<Coverage>) =>
    [...rows].map((row) => (row.kind === kind ? { ...row, state: "denied" as const } : row));
  const stale = (rows: Iterable<Coverage>) =>
    [...rows].map((row) => (row.kind === kind ? { ...row, confirmedAt: noon("2026-11-18") } : row));
  for (const left of [without, denied, stale])
    expect(passesOf(left, affected)).toEqual(affected.map(() => 0));
});
