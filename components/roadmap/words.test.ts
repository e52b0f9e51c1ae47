import { expect, test } from "vitest";
import { basisText, courseChange } from "./words.ts";

const course = (before: number, now: number | null) => ({
  before: { day: "2026-09-01", value: before },
  trend: [
    { day: "2026-09-01", value: before, coverage: 1 },
    { day: "2026-10-01", value: now, coverage: 1 },
  ],
});

test("a higher score is better, and fewer and faster is better", () => {
  expect(courseChange(course(0.5, 0.62), "share")).toEqual({
    text: "+12.0 points",
    direction: "better",
    since: "1 Sept 2026",
  });
  expect(courseChange(course(9, 12), "count")).toMatchObject({ text: "+3", direction: "worse" });
  expect(courseChange(course(400, 340), "seconds")).toMatchObject({
    text: "−1 min 0 s",
    direction: "better",
  });
  expect(courseChange(course(4, 4), "count")).toMatchObject({ text: "no change", direction: "same" });
});

test("a day without a value is no change", () => {
  expect(courseChange(course(4, null), "count")).toBeNull();
  expect(courseChange({ trend: [], before: null }, "count")).toBeNull();
});

test("says what a number is made of and what is unknown", () => {
  const exposure = {
    measure: "public-exposure",
    value: 5,
    n: 40,
    unknown: 2,
    coverage: 1,
    parts: [
      { part: "attached", count: 3 },
      { part: "apart", count: 2 },
    ],
    trend: [],
    before: null,
  } as const;
  expect(basisText(exposure)).toBe("3 by a security group · 2 without one · n = 40 resources · 2 unknown");
});
