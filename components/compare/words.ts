import {
  type ChangeKind,
  type CompareFilter,
  changeKinds,
  compareSearchParams,
} from "#lib/api/compare-filter.ts";
import type { ChangeCountsDto, ChangesDto, CompareDto, SideDto } from "#lib/api/dto/compare.ts";
import { severities } from "#lib/inventory/findings.ts";
import { formatAsOf, formatInstant } from "../format.ts";

/** What each kind of change is called, and what it means. */
export const changeWords = {
  new: { name: "New", meaning: "Open for the first time" },
  regressed: { name: "Regressed", meaning: "Fixed once, and open again" },
  reopened: { name: "Exception over", meaning: "Was excepted, and no longer is" },
  fixed: { name: "Fixed", meaning: "Was open, and was resolved" },
  excepted: { name: "Excepted", meaning: "Still there, accepted since by an exception" },
  departed: { name: "Account left", meaning: "Gone with its account, not fixed" },
} as const satisfies Readonly<Record<ChangeKind, { name: string; meaning: string }>>;

/** Kinds after which more is open, and those after which less is. */
export const worse = ["new", "regressed", "reopened"] as const satisfies readonly ChangeKind[];
export const better = ["fixed", "excepted", "departed"] as const satisfies readonly ChangeKind[];

/** The address of a comparison. */
export function compareHref(filter: Partial<CompareFilter>): string {
  const query = compareSearchParams(filter);
  return query.size === 0 ? "/compare" : `/compare?${query}`;
}

/** A moment as the address of a comparison writes it. */
export function momentAt(text: string): CompareFilter["from"] {
  return { text, at: new Date(text) };
}

export function sideText({ asOf, freshness }: SideDto): string {
  if (asOf !== null) return formatAsOf(asOf);
  return freshness.isPast ? formatInstant(freshness.asOf) : "now";
}

/** `in the Organization`, `in payments-prod, Every IAM user has MFA`. */
export function scopeText({ scope, control }: Pick<CompareDto, "scope" | "control">): string {
  const where =
    scope === null || scope.kind === "organization" ? "in the whole organization" : `in ${scope.name}`;
  return control === null ? where : `${where}, of the control ${control.title}`;
}

/** The counts of each kind, whatever the severity. */
export function countsOf({ bySeverity }: Pick<ChangesDto, "bySeverity">): ChangeCountsDto {
  const total = (kind: ChangeKind) =>
    severities.reduce((sum, severity) => sum + bySeverity[kind][severity], 0);
  return {
    new: total("new"),
    regressed: total("regressed"),
    reopened: total("reopened"),
    fixed: total("fixed"),
    excepted: total("excepted"),
    departed: total("departed"),
  };
}

export function nothingChanged(changes: ChangesDto): boolean {
  const counts = countsOf(changes);
  return (
    changeKinds.every((kind) => counts[kind] === 0) &&
    changes.evidenceLost.count === 0 &&
    changes.evidenceRegained.count === 0 &&
    changes.accounts.length === 0 &&
    changes.controls.length === 0 &&
    changes.targets.length === 0
  );
}
