import { expect, test } from "vitest";
import { secondsOf } from "./iso-duration.ts";

test.each([
  ["PT8H", 28_800],
  ["PT7H59M60S", 28_800],
  ["PT480M", 28_800],
  ["PT0.5S", 0.5],
  ["P1DT1H", 90_000],
  ["P1D", 86_400],
  ["P", null],
  ["PT", null],
  ["P1DT", null],
  ["8H", null],
  ["PT8h", null],
  ["P1M", null],
  ["", null],
])("%s is %s", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
