import { expect, test } from "vitest";
import { readTarget } from "./words.ts";

test.each([
  ["detection-time", "10", "minutes", 600],
  ["detection-time", "45", "seconds", 45],
  ["permission-utilization", "12.5", "percent", 0.125],
  ["identity-coverage", " 99.9 ", "percent", 0.999],
  ["network-exposure", "3", "count", 3],
] as const)("%s of %s %s is %d", (metric, typed, unit, expected) => {
  expect(readTarget(metric, typed, unit)).toBe(expected);
});

test.each(["", "  ", "many", "1,5"])("%j is no number", (typed) => {
  expect(readTarget("network-exposure", typed, "count")).toBeNaN();
});
