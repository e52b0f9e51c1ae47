/** AWS answered something that its own reference does not allow; names the field. */
export class MalformedAnswer extends Error {
  override readonly name = "Malformed";
  constructor(field: string, detail = "is missing") {
    super(`AWS answered something unexpected: ${field} ${detail}.`);
  }
}

/** The value of a field that AWS always sends; its absence makes the read fail by name. */
export function need<T>(value: T | null | undefined, field: string): T {
  if (value === null || value === undefined) throw new MalformedAnswer(field);
  return value;
}

/** An instant as facts keep it. */
export function instant(value: Date | undefined): string | null {
  if (value === undefined) return null;
  if (Number.isNaN(value.getTime())) throw new MalformedAnswer("a timestamp", "is not a date");
  return value.toISOString();
}

/** The UTC day of an instant: enough for rules in days, and it does not change with every use. */
export function day(value: Date | undefined): string | null {
  return instant(value)?.slice(0, 10) ?? null;
}

/** A list whose order means nothing, in one order and each value once, however often AWS names it. */
export function sorted(values: Iterable<string | undefined>): string[] {
  return [...new Set(values)].filter((value) => value !== undefined).sort();
}

/** Each item once, however often AWS lists it; the later of two that have the same key stands. */
export function distinct<T>(items: Iterable<T>, keyOf: (item: T) => string | undefined): T[] {
  return [...new Map([...items].map((item) => [keyOf(item), item])).values()];
}

/** A document that must be JSON; it stays the text that AWS returned. */
export function needJson(value: string | null | undefined, field: string): string {
  const text = need(value, field);
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw new MalformedAnswer(field, "is not JSON");
  }
}
