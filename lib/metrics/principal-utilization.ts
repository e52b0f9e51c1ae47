import { type At, type Slices, type Subject, Undecidable } from "#lib/controls/define.ts";
import {
  type PrincipalSubject,
  permissionReads,
  permissionsOf,
  principals,
} from "#lib/controls/permissions.ts";
import { privilegedLevels } from "#lib/iam/actions.ts";
import { type FactKind, globalRegion, type PayloadOf } from "#lib/inventory/kinds.ts";
import type { MeasureInput, Measurement } from "./measurement.ts";
import { permissionUtilization, type Utilization, utilizationExclusion } from "./permission-utilization.ts";

/** The collected kinds that permission utilization rests on. */
export const utilizationKinds = [
  "iam.role",
  ...permissionReads,
  "iam.last-accessed",
] as const satisfies readonly FactKind[];

const mostNamed = 50;

type Facts = Slices<"iam.role" | "iam.last-accessed" | (typeof permissionReads)[number]>;

/** The last-accessed report of a principal; throws `Undecidable` of that kind where there is none. */
export function reportOf(
  facts: Slices<"iam.last-accessed">,
  principalArn: string,
): PayloadOf<"iam.last-accessed"> {
  const report = facts.one("iam.last-accessed", principalArn)?.payload;
  if (report === undefined)
    throw new Undecidable("A principal has no last-accessed report among the facts.", "iam.last-accessed");
  return report;
}

/**
 * What a principal used of what its policies, its groups', its boundary and the service control policies leave it.
 * Throws `Undecidable`, of the kind `iam.last-accessed` where there is no report, else where a policy that bears on
 * it is missing or cannot be read.
 */
export function utilizationOf(facts: Facts, subject: Subject<PrincipalSubject>, at: At): Utilization {
  const report = reportOf(facts, subject.resourceId);
  const granted = permissionsOf(facts, subject, at).some;
  return permissionUtilization(granted, report.services, facts.actions, at.asOf);
}

type Detail = Extract<Measurement["detail"], { readonly metric: "permission-utilization" }>;

const nothingKnown: Detail = {
  metric: "permission-utilization",
  granted: 0,
  measurable: 0,
  used: 0,
  unusedPrivileged: 0,
  unusedPrivilegedActions: [],
  usedServices: [],
  unusedServices: [],
};

function detailOf({ granted, measurable, used, unused, byService }: Utilization, facts: Facts): Detail {
  const privileged = facts.actions.names(unused.intersection(facts.actions.atLevels(privilegedLevels)));
  return {
    metric: "permission-utilization",
    granted,
    measurable,
    used,
    unusedPrivileged: privileged.length,
    unusedPrivilegedActions: privileged.slice(0, mostNamed),
    usedServices: [...byService.used],
    unusedServices: [...byService.unused],
  };
}

type Known =
  | { readonly utilization: Utilization }
  | { readonly utilization: null; readonly reason: "reportUnseen" | "policyUnread" };

function knownOf(facts: Facts, subject: Subject<PrincipalSubject>, at: At): Known {
  try {
    return { utilization: utilizationOf(facts, subject, at) };
  } catch (error) {
    if (!(error instanceof Undecidable)) throw error;
    const reason = error.kind === "iam.last-accessed" ? "reportUnseen" : "policyUnread";
    return { utilization: null, reason };
  }
}

type Judged = Pick<Measurement, "standing" | "reason" | "numerator" | "denominator" | "value" | "detail">;

function judge(facts: Facts, subject: Subject<PrincipalSubject>, at: At): Judged {
  const apart = { numerator: 0, denominator: 0, value: null };
  const excluded = utilizationExclusion(subject.value, at.asOf);
  const leftOut = (reason: string, detail: Detail): Judged => ({
    standing: "excluded",
    reason,
    ...apart,
    detail,
  });
  // AWS makes no report of them.
  if (excluded === "serviceLinked") return leftOut(excluded, nothingKnown);
  const known = knownOf(facts, subject, at);
  if (known.utilization === null)
    return excluded === null
      ? { standing: "unknown", reason: known.reason, ...apart, detail: nothingKnown }
      : leftOut(excluded, nothingKnown);
  const { used, measurable } = known.utilization;
  const detail = detailOf(known.utilization, facts);
  const value = measurable === 0 ? null : (measurable - used) / measurable;
  // What a young principal did not use yet says nothing; a permission set's role counts with its set.
  if (excluded !== null)
    return { ...leftOut(excluded, detail), value: excluded === "fromPermissionSet" ? value : null };
  if (value === null) return leftOut("nothingMeasurable", detail);
  return {
    standing: "counted",
    reason: null,
    numerator: measurable - used,
    denominator: measurable,
    value,
    detail,
  };
}

/**
 * The share of its measurable actions that each user and role left unused for 90 days, from IAM's last-accessed
 * reports (docs/adr/0008). What is excluded or unknown has the numbers of its detail only where they are known.
 */
export function measurePermissionUtilization(input: MeasureInput): readonly Measurement[] {
  const { accountId, asOf, regions } = input;
  const at: At = { accountId, asOf, regions, region: globalRegion };
  return principals(input).map((subject) => ({
    metric: "permission-utilization",
    region: globalRegion,
    subjectId: subject.resourceId,
    subjectType: `iam.${subject.value.type}`,
    class: subject.value.type,
    at: null,
    ...judge(input, subject, at),
  }));
}
