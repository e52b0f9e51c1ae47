import { expect, test } from "vitest";
import { isOlderThan } from "./days.ts";

test.each([
  ["89 days and a half later", "2026-03-30T12:00:00.000Z", false],
  ["90 days later to the millisecond", "2026-03-31T00:00:00.000Z", false],
  ["a millisecond after that", "2026-03-31T00:00:00.001Z", true],
  ["before it began", "2025-12-01T00:00:00.000Z", false],
])("more than 90 days: %s", (_, instant, expected) => {
  expect(isOlderThan("2025-12-31", 90, new Date(instant))).toBe(expected);
});
