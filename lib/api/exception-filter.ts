import { z } from "zod";
import { BadFilter } from "./filters.ts";
import { accountId } from "./input-fields.ts";

/** An exception that ends within so many days is expiring. */
export const expiringDays = 14;

export const exceptionStates = ["in-force", "expiring", "scheduled", "over", "revoked", "all"] as const;

const filter = z.object({
  state: z.enum(exceptionStates, `must be one of ${exceptionStates.join(", ")}`).default("in-force"),
  control: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "must be the id of a control, such as iam-user-mfa")
    .nullable()
    .default(null),
  account: z.string().regex(accountId, "must be an account id of 12 digits").nullable().default(null),
});

/** What the exceptions page shows, in the URL and out of it. */
export type ExceptionsFilter = z.infer<typeof filter>;

export const defaultExceptionsFilter: ExceptionsFilter = filter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseExceptionsFilter(parameters: URLSearchParams): ExceptionsFilter {
  const given = [...parameters].filter(([, value]) => value !== "");
  const parsed = filter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadFilter(String(issue?.path[0] ?? "filter"), issue?.message ?? "cannot be understood");
}

/** The search parameters of a filter, without what is the default anyway. */
export function exceptionsSearchParams({ state, control, account }: ExceptionsFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state !== defaultExceptionsFilter.state) parameters.set("state", state);
  if (control !== null) parameters.set("control", control);
  if (account !== null) parameters.set("account", account);
  return parameters;
}
