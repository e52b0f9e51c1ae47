import { expect, test } from "vitest";
import { type DayValue, forecast } from "./forecast.ts";

const dayAt = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

function days(count: number, valueAt: (index: number) => number | null): DayValue[] {
  return Array.from({ length: count }, (_, index) => ({ day: dayAt(index), value: valueAt(index) })).flatMap(
    ({ day, value }) => (value === null ? [] : [{ day, value }]),
  );
}

test("a straight line meets the target on the day that arithmetic says, with no band", () => {
  // 40 on day 0, one less a day: 11 on day 29, 0 on day 40.
  expect(
    forecast(
      "network-exposure",
      0,
      days(30, (index) => 40 - index),
    ),
  ).toEqual({
    outcome: "converging",
    perDay: expect.closeTo(-1, 9),
    day: dayAt(40),
    earliest: dayAt(40),
    latest: dayAt(40),
  });
});

test("where more is better the line climbs", () => {
  // 0.40 and a hundredth a day: 0.69 on day 29, 1 on day 60.
  const found = forecast(
    "identity-coverage",
    1,
    days(30, (index) => 0.4 + index / 100),
  );
  expect(found).toMatchObject({ outcome: "converging", day: dayAt(60) });
});

test("days that scatter widen the band around the line, never past it", () => {
  const found = forecast(
    "network-exposure",
    0,
    days(60, (index) => 120 - index + (index % 2 === 0 ? 6 : -6)),
  );
  if (found.outcome !== "converging") throw new Error(found.outcome);
  expect(found.earliest < found.day).toBe(true);
  expect(found.latest !== null && found.latest > found.day).toBe(true);
});

test("days without a value are gaps, and do not bend the line", () => {
  const whole = days(30, (index) => 40 - index);
  const gappy = days(30, (index) => (index > 10 && index < 20 ? null : 40 - index));
  expect(forecast("network-exposure", 0, gappy)).toMatchObject({
    ...forecast("network-exposure", 0, whole),
    perDay: expect.closeTo(-1, 9),
  });
});

test.each([
  ["on target already", days(30, () => 0), { outcome: "on-target" }],
  ["the wrong way", days(30, (index) => 5 + index), { outcome: "not-converging" }],
  ["level", days(30, () => 5), { outcome: "not-converging" }],
  ["noise", days(40, (index) => 10 + ((index * 7919) % 11)), { outcome: "not-converging" }],
  ["too slow", days(60, (index) => 1_000 - index / 1_000), { outcome: "not-converging" }],
  ["thirteen days", days(13, (index) => 40 - index), { outcome: "too-few", days: 13 }],
  ["nothing", [], { outcome: "too-few", days: 0 }],
])("%s", (_, given, expected) => {
  expect(forecast("network-exposure", 0, given)).toMatchObject(expected);
});

test("a wave that happens to fall at its end is told from a trend", () => {
  // One slow swing: least squares alone would call its last half a trend.
  const swing = days(60, (index) => 50 + 10 * Math.cos((index / 60) * 1.5 * Math.PI));
  const found = forecast("network-exposure", 0, swing);
  expect(
    found.outcome === "not-converging" || (found.outcome === "converging" && found.latest === null),
  ).toBe(true);
});

test("what is older than ninety days says nothing", () => {
  const found = forecast(
    "network-exposure",
    0,
    days(180, (index) => (index < 90 ? 10 : 10 + index)),
  );
  expect(found.outcome).toBe("not-converging");
});

test("exactly 300 s is not below 300 s, exactly 0 exposed is at 0", () => {
  expect(
    forecast(
      "detection-time",
      300,
      days(20, () => 300),
    ).outcome,
  ).toBe("not-converging");
  expect(
    forecast(
      "identity-coverage",
      1,
      days(20, () => 1),
    ).outcome,
  ).toBe("on-target");
});
