import { z } from "zod";
import { BadFilter } from "./filters.ts";
import { accountId } from "./input-fields.ts";

/** Search parameters that several pages share, each null where it is absent. */
export const filterFields = {
  unit: z
    .string()
    .regex(/^(r|ou)-[a-z0-9-]{4,64}$/, "must be the id of a root or an organizational unit")
    .nullable()
    .default(null),
  account: z.string().regex(accountId, "must be an account id of 12 digits").nullable().default(null),
  control: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "must be the id of a control, such as iam-user-mfa")
    .nullable()
    .default(null),
  search: z.string().trim().min(1).max(512, "must be at most 512 characters").nullable().default(null),
  cursor: z.string().max(1024).nullable().default(null),
} as const;

/**
 * Reads a filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseFilter<T>(filter: z.ZodType<T>, parameters: URLSearchParams): T {
  const given = [...parameters].filter(([, value]) => value !== "");
  const parsed = filter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadFilter(String(issue?.path[0] ?? "filter"), issue?.message ?? "cannot be understood");
}
