import { z } from "zod";
import { BadFilter } from "./filters.ts";
import { accountId } from "./input-fields.ts";

const filter = z.object({
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
  cursor: z.string().max(512).nullable().default(null),
});

/** What the drift page shows, in the URL and out of it. */
export type DriftFilter = z.infer<typeof filter>;

export const defaultDriftFilter: DriftFilter = filter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseDriftFilter(parameters: URLSearchParams): DriftFilter {
  const given = [...parameters].filter(([, value]) => value !== "");
  const parsed = filter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadFilter(String(issue?.path[0] ?? "filter"), issue?.message ?? "cannot be understood");
}

/** The search parameters of a filter, without what is the default anyway. */
export function driftSearchParams(filter: Partial<DriftFilter>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== null) parameters.set(name, value);
  return parameters;
}
