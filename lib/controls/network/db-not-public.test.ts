import { expect, test } from "vitest";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { inputOf } from "#lib/evaluate/testing/input.ts";
import { database, warehouse } from "../testing/network-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { dbNotPublic } from "./db-not-public.ts";

const open = { publiclyAccessible: true };
const facts = [database("a"), database("b", open), warehouse("c"), warehouse("d", open)];

test("instances and warehouses are judged by their own setting", () => {
  const ids = facts.map(({ resourceId }) => resourceId);
  expect(verdicts(dbNotPublic, facts)).toEqual({
    [ids[0] ?? ""]: "pass",
    [ids[1] ?? ""]: "fail",
    [ids[2] ?? ""]: "pass",
    [ids[3] ?? ""]: "fail",
  });
});

test.each([
  ["of DocumentDB", { engine: "docdb" }],
  ["of a cluster", { clusterName: "orders" }],
  ["still being made", { status: "creating", port: null }],
])("an instance %s is judged like any other", (_, over) => {
  const one = database("a", { ...open, ...over });
  expect(verdicts(dbNotPublic, [one])).toEqual({ [one.resourceId]: "fail" });
});

test("warehouses that were not seen leave the instances their verdicts", () => {
  const change = { kind: "redshift.cluster", coverage: { state: "denied" } } as const;
  expect(evaluateAccount(inputOf(facts, change), [dbNotPublic])).toMatchObject({
    tallies: [{ passed: 1, failed: 1, unknown: 2 }],
    findings: [{ resourceType: "rds.instance", resourceId: facts[1]?.resourceId }],
  });
});

test("the remediation speaks of the database", () => {
  expect(evidenceOf(dbNotPublic, [warehouse("d", open)])).toEqual({
    summary: "d is publicly accessible.",
    fragments: [{ label: "Publicly accessible", place: "redshift.cluster publiclyAccessible", value: true }],
    values: { database: "d" },
  });
});
