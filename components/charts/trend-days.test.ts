import { describe, expect, test } from "vitest";
import { rangeOf, shareScale } from "./scale.ts";
import { trendDays } from "./trend-days.ts";

const point = (day: string, value: number | null, coverage = 1) => ({ day, value, coverage });

describe("trendDays", () => {
  test("holds every day, and nothing on those not measured", () => {
    const days = trendDays(
      [point("2026-11-01", 0.5), point("2026-11-02", 0.6), point("2026-11-04", null)],
      5,
      "2026-11-05T10:00:00Z",
    );
    expect(days.map(({ day }) => day)).toEqual([
      "2026-11-01",
      "2026-11-02",
      "2026-11-03",
      "2026-11-04",
      "2026-11-05",
    ]);
    expect(days.map(({ firm }) => firm)).toEqual([0.5, 0.6, null, null, null]);
    expect(days.map(({ coverage }) => coverage)).toEqual([1, 1, null, null, null]);
  });

  test("a day without measured neighbours is alone", () => {
    const days = trendDays(
      [point("2026-11-02", 0.5), point("2026-11-04", 0.6), point("2026-11-05", 0.7)],
      5,
      "2026-11-05",
    );
    expect(days.filter(({ alone }) => alone).map(({ day }) => day)).toEqual(["2026-11-02"]);
  });

  test("a neighbour outside of the window draws no line", () => {
    const days = trendDays([point("2026-10-31", 0.5), point("2026-11-01", 0.5)], 5, "2026-11-05");
    expect(days[0]?.alone).toBe(true);
  });

  test("the weak line reaches its neighbours, the firm one leaves weak days out", () => {
    const days = trendDays(
      [
        point("2026-11-02", 0.4),
        point("2026-11-03", 0.5),
        point("2026-11-04", 0.6, 0.79),
        point("2026-11-05", 0.7),
      ],
      4,
      "2026-11-05",
    );
    expect(days.map(({ firm }) => firm)).toEqual([0.4, 0.5, null, 0.7]);
    expect(days.map(({ weak }) => weak)).toEqual([null, 0.5, 0.6, 0.7]);
  });
});

describe("rangeOf", () => {
  const days = trendDays([point("2026-11-04", 0.62), point("2026-11-05", 1)], 5, "2026-11-05");
  const seconds = { format: String, isShare: false };

  test("surrounds shares that were measured and stays within 0 and 1", () => {
    expect(rangeOf(days, shareScale)).toEqual({ low: 0.6, high: 1 });
  });

  test("holds the target too", () => {
    expect(rangeOf(days, { ...shareScale, target: 0.1 })).toEqual({ low: 0.05, high: 1 });
    expect(rangeOf(days, { ...seconds, target: 200 })).toEqual({ low: 0, high: 220 });
  });

  test("begins at 0 for what is no share, and has a height where all is 0", () => {
    const counts = trendDays([point("2026-11-04", 40), point("2026-11-05", 20)], 5, "2026-11-05");
    expect(rangeOf(counts, seconds)).toEqual({ low: 0, high: 44 });
    expect(rangeOf(trendDays([point("2026-11-05", 0)], 5, "2026-11-05"), seconds)).toEqual({
      low: 0,
      high: 1,
    });
  });
});
