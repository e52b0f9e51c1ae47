import { expect, test } from "vitest";
import { summarizeIncidents } from "./incidents.ts";

const asOf = new Date("2026-11-20T12:00:00Z");
const incident = (breachStartedAt: string, detectedAt: string) => ({ breachStartedAt, detectedAt });

test("the mean and the median of the last 30 days, by when they were detected", () => {
  const summary = summarizeIncidents(
    [
      incident("2026-11-01T00:00:00Z", "2026-11-01T01:00:00Z"),
      incident("2026-11-02T00:00:00Z", "2026-11-04T00:00:00Z"),
      incident("2026-11-19T10:00:00Z", "2026-11-19T10:05:00Z"),
      // It began long ago and was found within the window.
      incident("2026-06-01T00:00:00Z", "2026-11-05T00:00:00Z"),
      incident("2026-10-21T00:00:00Z", "2026-10-21T12:00:00Z"),
      incident("2026-11-20T11:00:00Z", "2026-11-20T12:00:01Z"),
    ],
    asOf,
  );
  // 300, 3,600, 172,800 and 157 days.
  expect(summary).toEqual({ n: 4, mean: (300 + 3_600 + 172_800 + 157 * 86_400) / 4, p50: 3_600 });
});

test("none is no data", () => {
  expect(summarizeIncidents([], asOf)).toEqual({ n: 0, mean: null, p50: null });
});
