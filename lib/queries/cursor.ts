import { z } from "zod";
import { BadFilter } from "#lib/api/filters.ts";

/** Where a list goes on, as a word for an address: the keys of its last row. */
export function writeCursor(keys: unknown): string {
  return Buffer.from(JSON.stringify(keys)).toString("base64url");
}

/** The keys in such a word; null where a list begins. @throws BadFilter where it is none of ours. */
export function readCursor<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw notOurs();
  }
}

export function notOurs(): BadFilter {
  return new BadFilter("cursor", "is not a page of this list; start again from its first page");
}
