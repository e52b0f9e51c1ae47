import { expect, test } from "vitest";
import { splitHistory } from "./finding-history.ts";
import { past, present } from "./moment.ts";

const day = (number: number) => `2026-10-0${number}T00:00:00.000Z`;
const at = (number: number) => past(new Date(`2026-10-0${number}T12:00:00Z`));
const version = (from: number, to: number | null, ended: "changed" | "resolved" | "departed" | null) => ({
  validFrom: day(from),
  validTo: to === null ? null : day(to),
  ended,
  severity: "high" as const,
  summary: `from ${from}`,
  exceptionId: null,
});

/** Opened on the 1st, changed on the 3rd, resolved on the 5th, opened again on the 7th. */
const versions = [version(7, null, null), version(3, 5, "resolved"), version(1, 3, "changed")];

test("at present everything is told, and nothing has come since", () => {
  expect(splitHistory(versions, present())).toEqual({ history: versions, since: null });
});

test.each([
  ["while it held, later versions are not known", 3, [[3, null]], { what: "reopened", at: day(7) }],
  ["once resolved, its end is", 5, [[3, 5]], { what: "reopened", at: day(7) }],
  ["the newest has nothing after it", 7, [[7, null]], null],
] as const)("%s", (_name, number, [[from, to]], since) => {
  const told = splitHistory(versions, at(number));
  expect(told.history[0]).toMatchObject({ validFrom: day(from), validTo: to === null ? null : day(to) });
  expect(told.since).toEqual(since);
});

test("what has become of it", () => {
  const resolved = versions.slice(1);
  expect(splitHistory(resolved, at(1)).since).toEqual({ what: "resolved", at: day(5) });
  expect(splitHistory(resolved, at(1)).history).toEqual([{ ...version(1, null, null) }]);
  expect(splitHistory([version(2, 6, "departed")], at(3)).since).toEqual({ what: "departed", at: day(6) });
  expect(splitHistory([version(3, null, null), version(1, 3, "changed")], at(2)).since).toEqual({
    what: "changed",
    at: day(3),
  });
  expect(splitHistory(resolved, at(6)).since).toBeNull();
});
