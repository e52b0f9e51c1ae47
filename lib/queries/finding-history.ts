import { z } from "zod";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import { instant, severity } from "./decode.ts";
import type { Moment } from "./moment.ts";

export const version = z.object({
  validFrom: instant,
  validTo: instant.nullable(),
  ended: z.enum(["changed", "resolved", "departed"]).nullable(),
  severity,
  summary: z.string(),
  exceptionId: z.string().nullable(),
});
type Version = z.infer<typeof version>;

/** What was known of a finding's versions (newest first) at a moment, and what has become of it since. */
export function splitHistory(
  versions: readonly Version[],
  moment: Moment,
): Pick<FindingDto, "history" | "since"> {
  if (!moment.isPast) return { history: versions, since: null };
  const isAfter = (instant: string) => new Date(instant) > moment.at;
  const history = versions
    .filter(({ validFrom }) => !isAfter(validFrom))
    .map((each) =>
      each.validTo !== null && isAfter(each.validTo) ? { ...each, validTo: null, ended: null } : each,
    );
  return { history, since: sinceThen(versions, history) };
}

function sinceThen(versions: readonly Version[], history: readonly Version[]): FindingDto["since"] {
  const [newest] = versions;
  const [shown] = history;
  if (newest === undefined || shown === undefined) return null;
  if (newest.validFrom === shown.validFrom && newest.validTo === shown.validTo) return null;
  if (newest.validTo !== null && newest.ended !== null) return { what: newest.ended, at: newest.validTo };
  const after = versions.slice(0, versions.length - history.length);
  const opened = after.find((_, index) => versions[index + 1]?.ended !== "changed");
  if (opened !== undefined) return { what: "reopened", at: opened.validFrom };
  return { what: "changed", at: newest.validFrom };
}
