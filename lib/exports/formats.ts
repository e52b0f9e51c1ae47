import { Readable, type Transform } from "node:stream";
import { stringify } from "csv-stringify";

export const formats = ["json", "csv"] as const;
export type Format = (typeof formats)[number];

type Rows = AsyncIterable<Record<string, unknown>>;

/**
 * Rows as a stream of text. JSON is an array, a row a line. CSV is RFC 4180 with a header; a value that a
 * spreadsheet would run as a formula is prefixed with an apostrophe (OWASP, CSV injection).
 */
export function formatRows(rows: Rows, columns: readonly string[], format: Format): Readable {
  if (format === "json") return Readable.from(jsonLines(rows, columns));
  const csv = stringify({ columns: [...columns], header: true, escape_formulas: true });
  return Readable.from(rows).compose<Transform>(csv);
}

async function* jsonLines(rows: Rows, columns: readonly string[]): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const row of rows) {
    yield separator + JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])));
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}
