import { describe, expect, test } from "vitest";
import { changeOf, countLeftOut, forecastText, marksOf, standingOf, targetText } from "./words.ts";

describe("changeOf", () => {
  test("says better where the metric wants less, and worse where it wants more", () => {
    expect(changeOf("network-exposure", 12, 9)).toEqual({ text: "−3", direction: "better" });
    expect(changeOf("identity-coverage", 0.9, 0.85)).toEqual({ text: "−5.0 points", direction: "worse" });
    expect(changeOf("detection-time", 100, 163)).toEqual({ text: "+1 min 3 s", direction: "worse" });
  });

  test("does not call a rounding error a change", () => {
    expect(changeOf("permission-utilization", 0.5, 0.5001).direction).toBe("same");
    expect(changeOf("network-exposure", 4, 4).direction).toBe("same");
  });
});

test("a target at its limit is on target only where it may be reached", () => {
  expect(standingOf("detection-time", 300, 300)).toBe("off-target");
  expect(standingOf("network-exposure", 0, 0)).toBe("on-target");
  expect(standingOf("identity-coverage", null, 1)).toBe("unmeasured");
});

test("targets read as what they ask", () => {
  expect(targetText("detection-time", 300)).toBe("below 5 min 0 s");
  expect(targetText("identity-coverage", 1)).toBe("100\u00a0%");
  expect(targetText("network-exposure", 3)).toBe("at most 3");
});

test("a forecast without an end names only its beginning", () => {
  const converging = {
    outcome: "converging",
    perDay: -1,
    day: "2027-03-12",
    earliest: "2027-02-01",
  } as const;
  expect(forecastText({ ...converging, latest: null })).toContain("about 12 Mar 2027 (after 1 Feb 2027)");
  expect(forecastText({ ...converging, latest: "2027-06-01" })).toContain(
    "between 1 Feb 2027 and 1 Jun 2027",
  );
});

test("a metric is marked by its own target and by accounts that come and go, not by controls", () => {
  const scope = { kind: "scope", joined: 1, left: 0 } as const;
  const control = { kind: "control", id: "c", title: "C", version: 1, added: true } as const;
  const other = { kind: "target", metric: "network-exposure", value: 2 } as const;
  const marks = [
    { day: "2026-11-01", changes: [control, other] },
    { day: "2026-11-02", changes: [control, scope] },
  ];
  expect(marksOf("detection-time", marks)).toEqual([{ day: "2026-11-02", changes: [scope] }]);
});

test("what is unknown is not left out on purpose", () => {
  expect(countLeftOut({ excluded: { young: 3, policyUnread: 2 }, unknown: 2 })).toBe(3);
});
