import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

type Column = string | number | Date | Buffer | null;

const special = /[\\\t\n\r\0]/g;
const escapes: Record<string, string> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\uFFFD",
};

// Postgres stores neither NUL nor a lone surrogate; both become U+FFFD rather than cost the row.
function encode(value: Column): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  return value.toWellFormed().replace(special, (character) => escapes[character] ?? character);
}

/** JSON that `jsonb` accepts: NULs and lone surrogates inside strings become U+FFFD. */
export function toJsonb(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "string" ? inner.toWellFormed().replaceAll("\0", "\uFFFD") : inner,
  );
}

/** 128 bits of SHA-256: enough to tell two versions of one row apart. */
export function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, 16);
}

/** The same 128 bits in the form of a UUID: a stable identity for a finding. */
export function uidOf(...parts: readonly string[]): string {
  const hex = hashOf(parts.join("\u0000")).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function* lines(rows: AsyncIterable<readonly Column[]>): AsyncGenerator<string> {
  let chunk = "";
  for await (const row of rows) {
    chunk += `${row.map(encode).join("\t")}\n`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

/** Streams rows into `target` (`table (column, …)`) by COPY; memory stays at one chunk. */
export async function copyRows(
  client: pg.PoolClient,
  target: string,
  rows: AsyncIterable<readonly Column[]>,
): Promise<void> {
  await pipeline(Readable.from(lines(rows)), client.query(copyFrom(`copy ${target} from stdin`)));
}
