import { describe, expect, test } from "vitest";
import { frameworkPages, frameworks } from "../frameworks.ts";
import { controls } from "../registry.ts";
import { frameworkById, frameworkList } from "./registry.ts";

const natural = new Intl.Collator("en", { numeric: true });

describe.each(frameworkList.map((framework) => [framework.id, framework] as const))("%s", (id, framework) => {
  const ids = framework.requirements.map((requirement) => requirement.id);

  test("lists each requirement once, in natural order", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted(natural.compare));
  });

  test("gives each a title and a chapter of its own words", () => {
    for (const { title, section } of framework.requirements) {
      expect(title).toMatch(/^\S.*[^.\s]$/);
      expect(section).not.toBe("");
    }
  });

  test("has every requirement that a control is mapped to", () => {
    const mapped = controls.flatMap((control) =>
      control.mappings.filter((mapping) => mapping.framework === id).map(({ requirement }) => requirement),
    );
    expect(mapped.length).toBeGreaterThan(0);
    expect(mapped.filter((requirement) => !ids.includes(requirement))).toEqual([]);
  });
});

test("every framework that has a page has its list, in the same order", () => {
  expect(frameworkList.map(({ id }) => id)).toEqual(frameworkPages);
});

test("every framework has its list, but for Security Hub's controls outside FSBP", () => {
  const without = Object.keys(frameworks).filter((id) => frameworkById(id) === undefined);
  expect(without).toEqual(["security-hub"]);
});

test("what is mapped to Security Hub outside FSBP is an id of Security Hub's that FSBP does not list", () => {
  const listed = new Set(frameworkById("fsbp")?.requirements.map(({ id }) => id));
  for (const { id, mappings } of controls)
    for (const { framework, requirement } of mappings)
      if (framework === "security-hub") {
        expect(requirement, id).toMatch(/^[A-Za-z0-9]+\.\d+$/);
        expect(listed.has(requirement), `${id}: ${requirement}`).toBe(false);
      }
});

test("the lists are as long as what they were checked against", () => {
  const lengths = frameworkList.map(({ id, requirements }) => [id, requirements.length]);
  expect(Object.fromEntries(lengths)).toEqual({
    checklist: 12,
    "nist-800-207": 7,
    "cisa-ztmm": 8,
    "cis-5.0": 63,
    "cis-3.0": 62,
    "cis-1.4": 58,
    fsbp: 336,
    "nist-800-53": 132,
  });
});
