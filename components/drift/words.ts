import { type DriftFilter, driftSearchParams } from "#lib/api/drift-filter.ts";
import type { DriftCountDto, DriftDto, DriftStandingDto } from "#lib/api/dto/drift.ts";
import { severities } from "#lib/inventory/findings.ts";
import { plural } from "../format.ts";

export function driftHref(filter: Partial<DriftFilter>): string {
  const query = driftSearchParams(filter);
  return query.size === 0 ? "/drift" : `/drift?${query}`;
}

export function totalOf({ counts }: Pick<DriftDto, "counts">): DriftCountDto {
  return severities.reduce(
    (sum, severity) => ({
      open: sum.open + counts[severity].open,
      overdue: sum.overdue + counts[severity].overdue,
    }),
    { open: 0, overdue: 0 },
  );
}

export const isOverdue = ({ dueAt }: DriftStandingDto, at: string) => dueAt !== null && dueAt < at;

/** `3 days of 7`, `12 days, no limit`. */
export function ageText({ ageDays, limitDays }: DriftStandingDto): string {
  return limitDays === null
    ? `${plural(ageDays, "day")}, no limit`
    : `${plural(ageDays, "day")} of ${limitDays}`;
}

const dayMs = 86_400_000;

/** `overdue since 3 days`, `4 days left`, `less than a day left`; empty where there is no limit. */
export function leftText({ dueAt }: DriftStandingDto, at: string): string {
  if (dueAt === null) return "";
  const days = Math.floor(Math.abs(Date.parse(dueAt) - Date.parse(at)) / dayMs);
  const text = days === 0 ? "less than a day" : plural(days, "day");
  return dueAt < at ? `${text} overdue` : `${text} left`;
}
