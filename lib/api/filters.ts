import { z } from "zod";
import { findingSources, severities } from "#lib/inventory/findings.ts";

/** A search parameter that cannot be understood; names it and says what is allowed. */
export class BadFilter extends Error {
  override readonly name = "BadFilter";
  readonly field: string;
  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}

const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .optional()
    .transform((text) => (text === undefined || text === "" ? [] : [...new Set(text.split(","))]))
    .pipe(z.array(item));

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

const findingsFilter = z.object({
  status: oneOf(["open", "excepted", "resolved", "all"]).default("open"),
  severity: list(oneOf(severities)),
  source: list(oneOf(findingSources)),
  control: list(z.string().regex(/^[a-z0-9-]{1,64}$/, "must be ids of controls, such as iam-user-mfa")),
  account: list(z.string().regex(/^\d{12}$/, "must be account ids of 12 digits")),
  unit: z
    .string()
    .regex(/^(r|ou)-[a-z0-9-]{4,64}$/, "must be the id of a root or an organizational unit")
    .nullable()
    .default(null),
  region: list(z.string().regex(/^[a-z0-9-]{1,32}$/, "must be Region names, or global")),
  exception: z.guid("must be the id of an exception").nullable().default(null),
  /** `only`: those that Security Hub and our controls disagree on. */
  disagreement: oneOf(["only"]).nullable().default(null),
  search: z.string().trim().min(1).max(512, "must be at most 512 characters").nullable().default(null),
  sort: oneOf(["severity", "opened"]).default("severity"),
  direction: oneOf(["desc", "asc"]).default("desc"),
  cursor: z.string().max(512).nullable().default(null),
});

/** What the findings page shows, in the URL and out of it. Lists are written with commas. */
export type FindingsFilter = z.infer<typeof findingsFilter>;

export const defaultFindingsFilter: FindingsFilter = findingsFilter.parse({});

/**
 * Reads the filter out of search parameters; unknown ones are ignored, empty ones count as absent.
 *
 * @throws BadFilter naming the parameter.
 */
export function parseFindingsFilter(parameters: URLSearchParams): FindingsFilter {
  const given = [...parameters].filter(([, value]) => value !== "");
  const parsed = findingsFilter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadFilter(String(issue?.path[0] ?? "filter"), issue?.message ?? "cannot be understood");
}

/** The search parameters of a filter, without what is the default anyway. */
export function findingsSearchParams(filter: FindingsFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(findingsFilter.shape)) {
    const key = findingsFilter.keyof().parse(name);
    const value = filter[key];
    const text = Array.isArray(value) ? value.join(",") : (value ?? "");
    const usual = defaultFindingsFilter[key];
    if (text !== (Array.isArray(usual) ? usual.join(",") : (usual ?? ""))) parameters.set(key, text);
  }
  return parameters;
}
