import { expect, test } from "vitest";
import { missingNoons } from "./demo-history.ts";

const now = new Date("2026-11-22T07:00:00Z");
const days = (noons: readonly Date[]) => noons.map((noon) => noon.toISOString());

test("an empty database wants every day before today, oldest first", () => {
  expect(days(missingNoons(null, 3, now))).toEqual([
    "2026-11-19T12:00:00.000Z",
    "2026-11-20T12:00:00.000Z",
    "2026-11-21T12:00:00.000Z",
  ]);
});

test("what a run has seen is not asked again", () => {
  expect(days(missingNoons(new Date("2026-11-20T12:00:00Z"), 3, now))).toEqual(["2026-11-21T12:00:00.000Z"]);
  expect(missingNoons(new Date("2026-11-21T12:00:00Z"), 3, now)).toEqual([]);
});

test("no history is no day but today", () => {
  expect(missingNoons(null, 0, now)).toEqual([]);
});
