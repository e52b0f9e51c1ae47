import { expect, test } from "vitest";
import { fieldErrors } from "./bad-input.ts";
import { targetInput } from "./target-input.ts";

const errorsOf = (change: object) => {
  const parsed = targetInput.safeParse({
    metric: "detection-time",
    value: 600,
    reason: "The hub is routed in spring.",
    ...change,
  });
  return parsed.success ? {} : fieldErrors(parsed.error);
};

test.each([
  ["detection-time", 1],
  ["permission-utilization", 0.001],
  ["permission-utilization", 1],
  ["identity-coverage", 1],
  ["network-exposure", 0],
  ["network-exposure", 12],
])("%s may be asked to reach %d", (metric, value) => {
  expect(errorsOf({ metric, value })).toEqual({});
});

test.each([
  ["detection-time", 0, "A time of more than 0 seconds and at most 365 days."],
  ["detection-time", 400 * 86_400, "A time of more than 0 seconds and at most 365 days."],
  ["permission-utilization", 0, "A share of more than 0 % and at most 100 %."],
  ["identity-coverage", 1.01, "A share of more than 0 % and at most 100 %."],
  ["network-exposure", 1.5, "A whole number of resources, 0 or more."],
  ["network-exposure", -1, "A whole number of resources, 0 or more."],
  ["network-exposure", Number.NaN, "A number."],
])("%s may not be asked to reach %d", (metric, value, message) => {
  expect(errorsOf({ metric, value })).toEqual({ value: message });
});

test("names every field that is wrong, and those that nobody knows", () => {
  expect(errorsOf({ metric: "luck", value: "much", reason: " " })).toEqual({
    metric: "Choose a metric.",
    value: "A number.",
    reason: "Say why this is what to reach.",
  });
  expect(errorsOf({ since: "2020-01-01" })).toHaveProperty("since");
});
