import { expect, test } from "vitest";
import { detectorPairs, notCompared, passesWanted } from "./detector-pairs.ts";
import { controls } from "./registry.ts";

test("every mapping to Security Hub is either compared or not, for a reason", () => {
  const mapped = controls.flatMap(({ id, mappings }) =>
    mappings
      .filter(({ framework }) => framework === "fsbp" || framework === "security-hub")
      .map(({ requirement }) => `${id} ${requirement}`),
  );
  const decided = [
    ...detectorPairs.map(({ control, detectorControl }) => `${control} ${detectorControl}`),
    ...notCompared.map(([control, detectorControl]) => `${control} ${detectorControl}`),
  ];
  expect(decided.sort()).toEqual(mapped.sort());
  expect(new Set(decided).size).toBe(decided.length);
});

test("a pass is asked for only where it says something", () => {
  expect(passesWanted).toContain("S3.5");
  expect(passesWanted).toContain("S3.8");
  expect(passesWanted).not.toContain("EC2.13");
});
