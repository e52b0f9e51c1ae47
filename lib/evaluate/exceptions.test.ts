import { expect, test } from "vitest";
import { accountId, arn, asOf, bucket, fact, organizationId } from "#lib/controls/testing/facts.ts";
import { member, rootId, unitId } from "#lib/controls/testing/organization.ts";
import type { Exception } from "#lib/inventory/exceptions.ts";
import { evaluateAccount } from "./evaluate.ts";
import { bucketControl } from "./testing/controls.ts";
import { inputOf } from "./testing/input.ts";

let count = 0;
function exception(over: Partial<Exception>): Exception {
  count += 1;
  return {
    id: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`,
    controlId: "test-bucket",
    scope: "account",
    target: accountId,
    reason: "Moves in spring.",
    owner: "data platform",
    requester: "ada",
    approver: "grace",
    startsAt: asOf.toISOString(),
    endsAt: "2026-09-01T00:00:00.000Z",
    closedAt: null,
    ...over,
  };
}

const tagged = fact("tag.resource", arn.bucket("a"), {
  arn: arn.bucket("a"),
  tags: [{ key: "stage", value: "sandbox" }],
});
/** Two buckets that fail, one that passes. */
const facts = [...bucket("a", null), ...bucket("b", null), ...bucket("c", "{}"), member(), tagged];

function judge(...exceptions: Exception[]) {
  const evaluation = evaluateAccount({ ...inputOf(facts), exceptions }, [bucketControl]);
  const held = evaluation.findings.map(({ resourceId, exceptionId }) => [resourceId, exceptionId]);
  return { tally: evaluation.tallies[0], held: Object.fromEntries(held) };
}

test.each([
  ["the Organization", { scope: "organization", target: organizationId }, 2],
  ["a unit above the account", { scope: "organizational-unit", target: unitId }, 2],
  ["the root", { scope: "organizational-unit", target: rootId }, 2],
  ["another unit", { scope: "organizational-unit", target: "ou-ab12-99999999" }, 0],
  ["the account", {}, 2],
  ["another account", { target: "444455556666" }, 0],
  ["one resource", { scope: "resource", target: arn.bucket("b") }, 1],
  ["a resource that passes", { scope: "resource", target: arn.bucket("c") }, 0],
  ["a tag", { scope: "tag", target: "stage=sandbox" }, 1],
  ["the tag with another value", { scope: "tag", target: "stage=prod" }, 0],
  ["another control", { controlId: "test-root" }, 0],
] as const)("an exception for %s covers what it names", (_, over, covered) => {
  const given = exception(over);
  const { tally, held } = judge(given);
  expect(tally).toMatchObject({ passed: 1, failed: 2 - covered, excepted: covered });
  expect(Object.values(held).filter((id) => id === given.id)).toHaveLength(covered);
  expect(Object.keys(held)).toHaveLength(2);
});

test("the narrowest holds, of equals the one that ends last", () => {
  const wide = exception({
    scope: "organization",
    target: organizationId,
    endsAt: "2027-01-01T00:00:00.000Z",
  });
  const tag = exception({ scope: "tag", target: "stage=sandbox" });
  const long = exception({ endsAt: "2026-12-01T00:00:00.000Z" });
  const short = exception({});
  expect(judge(wide, short, tag, long).held).toEqual({
    [arn.bucket("a")]: tag.id,
    [arn.bucket("b")]: long.id,
  });
});

test("an account whose place is not known is covered by no organizational unit's exception", () => {
  const given = exception({ scope: "organizational-unit", target: unitId });
  const input = inputOf(facts.filter(({ kind }) => kind !== "organizations.account"));
  expect(evaluateAccount({ ...input, exceptions: [given] }, [bucketControl]).tallies[0]).toMatchObject({
    failed: 2,
    excepted: 0,
  });
});
