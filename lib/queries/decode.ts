import { z } from "zod";
import type { CauseDto, MetricDto, TallyDto } from "#lib/api/dto/common.ts";
import { type Severity, severities } from "#lib/inventory/findings.ts";

export const instant = z.date().transform((date) => date.toISOString());
export const severity = z.enum(severities);

const json: z.ZodType<z.core.util.JSONType> = z.json();

/** Evidence as findings keep it. */
export const evidence = z.object({
  summary: z.string(),
  fragments: z.array(z.object({ label: z.string(), place: z.string(), value: json })),
  values: z.record(z.string(), z.string()).exactOptional(),
});

export const metric = z.object({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number(),
  n: z.number(),
  unknown: z.number(),
  excluded: z.record(z.string(), z.number()),
  coverage: z.number(),
}) satisfies z.ZodType<MetricDto>;

export const tally = z.object({
  passed: z.number(),
  failed: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
  excepted: z.number(),
}) satisfies z.ZodType<TallyDto>;

/** A tally's columns under the names of its DTO; `t` is the table's alias. */
export const tallyColumns = (t: string) =>
  `${t}.passed, ${t}.failed, ${t}.unknown, ${t}.not_applicable as "notApplicable", ${t}.excepted`;

/** A metric point as one JSON value; `p` is the table's alias. */
export const metricJson = (p: string) =>
  `case when ${p}.scope_id is null then null else jsonb_build_object('value', ${p}.value, 'numerator',
   ${p}.numerator, 'denominator', ${p}.denominator, 'n', ${p}.n, 'unknown', ${p}.unknown, 'excluded',
   ${p}.excluded, 'coverage', ${p}.coverage) end`;

const storedCause = z.object({
  region: z.string(),
  kind: z.string(),
  state: z.string(),
  cause: z.object({ code: z.string(), action: z.string(), message: z.string() }).nullable().optional(),
  reason: z.string().nullable().optional(),
});

const words: Readonly<Record<string, string>> = {
  stale: "Last seen more than 24 hours ago.",
  "not-collected": "Not collected yet.",
};

/** Causes of unknown as a tally keeps them, as pages are told them. */
export const causes = z.array(storedCause).transform((list): CauseDto[] =>
  list.map(({ cause, reason, ...place }) => ({
    ...place,
    action: cause?.action ?? null,
    message:
      reason ?? (cause ? `${cause.code}: ${cause.message}` : (words[place.state] ?? "Not completely seen.")),
  })),
);

const noFindings: Record<Severity, number> = { informational: 0, low: 0, medium: 0, high: 0, critical: 0 };

/** Counts by severity out of `{ severity: count }`, absent ones 0. */
export const bySeverity = z
  .partialRecord(severity, z.number())
  .nullable()
  .transform((counts): Record<Severity, number> => ({ ...noFindings, ...counts }));
