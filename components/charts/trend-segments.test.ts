import { describe, expect, test } from "vitest";
import { trendSegments } from "./trend-segments.ts";

const point = (day: string, value: number | null, coverage = 1) => ({ day, value, coverage });

describe("trendSegments", () => {
  test("joins neighbouring days and leaves a gap where a day is missing", () => {
    const { segments } = trendSegments(
      [
        point("2026-11-01", 0.5),
        point("2026-11-02", 0.6),
        point("2026-11-04", 0.7),
        point("2026-11-05", 0.8),
      ],
      5,
      "2026-11-05",
    );
    expect(segments.map(({ points }) => points.map(({ x }) => x))).toEqual([
      [0, 0.25],
      [0.75, 1],
    ]);
  });

  test("a day without a value is a gap, and a day alone is a point", () => {
    const { segments } = trendSegments(
      [point("2026-11-03", null), point("2026-11-05", 0.8)],
      5,
      "2026-11-05T10:00:00Z",
    );
    expect(segments).toHaveLength(1);
    expect(segments[0]?.points.map(({ x }) => x)).toEqual([1, 1]);
  });

  test("what rests on insufficient evidence is marked, and days outside the window are left out", () => {
    const { segments } = trendSegments(
      [point("2026-10-01", 0.1), point("2026-11-04", 0.5, 0.79), point("2026-11-05", 0.6)],
      5,
      "2026-11-05",
    );
    expect(segments.map(({ weak }) => weak)).toEqual([true]);
  });
});
