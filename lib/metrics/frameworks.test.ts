import { expect, test } from "vitest";
import type { Framework } from "#lib/controls/frameworks/registry.ts";
import { frameworkList } from "#lib/controls/frameworks/registry.ts";
import { controls } from "#lib/controls/registry.ts";
import { countStates, judgeRequirements } from "./frameworks.ts";
import type { Counts } from "./requirements.ts";
import { checklistStatus } from "./score.ts";

const none: Counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0 };
const requirement = (id: string, needs?: readonly string[]) => ({
  id,
  title: `Requirement ${id}`,
  section: "Only",
  ...(needs === undefined ? {} : { needs }),
});

function framework(...requirements: ReturnType<typeof requirement>[]): Framework {
  return { id: "cis-5.0", title: "CIS", source: "", requirements };
}

function judged(of: Framework, tallies: Record<string, Partial<Counts>>) {
  const counts = Object.entries(tallies).map(([id, each]) => [id, { ...none, ...each }] as const);
  return judgeRequirements(of, controls, new Map(counts));
}

test("a requirement is answered by the controls that are mapped to it in that framework, and by no other", () => {
  const [first, second] = judged(framework(requirement("2.1.4"), requirement("9.9")), {
    "s3-bpa-account": { passed: 1 },
    "s3-bpa-bucket": { failed: 2 },
    "s3-tls-only": { failed: 7 },
  });
  expect(first?.controls.map(({ control, ours }) => [control.id, ours])).toEqual([
    ["s3-bpa-account", false],
    ["s3-bpa-bucket", false],
  ]);
  expect(first?.state).toBe("fail");
  expect(second).toMatchObject({ state: "not-covered", controls: [] });
});

test("a control without a tally leaves its requirement unknown", () => {
  const [only] = judged(framework(requirement("2.1.4")), { "s3-bpa-account": { passed: 1 } });
  expect(only).toMatchObject({ state: "unknown", missing: [] });
  expect(only?.controls.map(({ tally }) => tally === null)).toEqual([false, true]);
});

test("a control that is still to be written keeps its requirement from passing", () => {
  const tallies = { "s3-bpa-account": { passed: 1 }, "s3-bpa-bucket": { passed: 1 } };
  const needs = ["s3-bpa-account", "s3-bpa-bucket", "to-come"];
  const [only] = judged(framework(requirement("2.1.4", needs)), tallies);
  expect(only).toMatchObject({ state: "unknown", missing: ["to-come"] });
});

test("states are counted, those without a requirement as none", () => {
  expect(countStates([{ state: "pass" }, { state: "fail" }, { state: "pass" }])).toEqual({
    pass: 2,
    fail: 1,
    unknown: 0,
    "pass-excepted": 0,
    "not-applicable": 0,
    "not-covered": 0,
  });
});

test("the checklist is the same as a framework and on the overview", () => {
  const checklist = frameworkList.find(({ id }) => id === "checklist");
  if (checklist === undefined) throw new Error("There is no checklist.");
  const verdicts: readonly Partial<Counts>[] = [
    { passed: 1 },
    { failed: 1 },
    { excepted: 1 },
    { unknown: 1 },
    {},
  ];
  const tallies = controls.map((control, index) => ({
    controlId: control.id,
    severity: control.severity,
    pillar: control.pillar,
    ...none,
    ...verdicts[index % verdicts.length],
  }));
  const asFramework = judgeRequirements(
    checklist,
    controls,
    new Map(tallies.map((tally) => [tally.controlId, tally])),
  );
  const items = checklistStatus(
    tallies,
    controls.map(({ id }) => id),
  );
  expect(asFramework.map(({ state }) => state)).toEqual(items.map(({ state }) => state));
});
