import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { formatRows } from "./formats.ts";

async function* rows(...values: Record<string, unknown>[]) {
  yield* values;
}

const hostile = [
  '=HYPERLINK("http://evil.example","click")',
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  'quoted "name", with comma',
  "two\nlines",
  "<script>alert(1)</script>",
];

test("CSV: a value that a spreadsheet would run is text, and nothing else changes", async () => {
  const out = await text(formatRows(rows(...hostile.map((name) => ({ name }))), ["name"], "csv"));
  const read: string[][] = parse(out, { from_line: 2 });
  expect(read.map(([value]) => value)).toEqual([
    `'=HYPERLINK("http://evil.example","click")`,
    "'+1+1",
    "'-2+3",
    "'@SUM(A1)",
    'quoted "name", with comma',
    "two\nlines",
    "<script>alert(1)</script>",
  ]);
});

test("CSV: without rows there is still the header", async () => {
  expect(await text(formatRows(rows(), ["account", "control"], "csv"))).toBe("account,control\n");
});

test("JSON: an array with just the columns, absent ones null", async () => {
  const out = await text(formatRows(rows({ a: 1, secret: 2 }, { b: "x" }), ["a", "b"], "json"));
  expect(JSON.parse(out)).toEqual([
    { a: 1, b: null },
    { a: null, b: "x" },
  ]);
  expect(JSON.parse(await text(formatRows(rows(), ["a"], "json")))).toEqual([]);
});
