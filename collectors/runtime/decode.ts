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
