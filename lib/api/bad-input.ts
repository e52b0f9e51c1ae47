import type { z } from "zod";

/** What somebody sent cannot be taken: names the field and says what is wanted. */
export class BadInput extends Error {
  override readonly name = "BadInput";
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** What is wrong with each field; the first thing where there are several. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "body")];
    for (const key of keys) errors[key] ??= issue.message;
  }
  return errors;
}

/** Reads what was sent. @throws BadInput naming the first field that is wrong. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = Object.entries(fieldErrors(parsed.error));
  throw new BadInput(first?.[0] ?? "body", first?.[1] ?? "cannot be understood");
}
