import type { FindingDetails, FindingSummaryV2 } from "@aws-sdk/client-accessanalyzer";
import { day, MalformedAnswer, need, sorted } from "#collectors/runtime/decode.ts";
import type { FindingDraft, Json, Severity } from "#lib/inventory/findings.ts";

/** Evidence names this many unused actions and counts the rest. */
const mostActions = 50;

interface Meaning {
  readonly kind: FindingDraft["kind"];
  readonly severity: Severity;
  /** What is wrong, before the resource's name. */
  readonly title: string;
}

/**
 * Access Analyzer gives no severity. Ours: anyone at all is critical and somebody outside is high, since they can act
 * now; credentials that nobody uses are medium, since only a leak opens them; unused permissions only widen one, low.
 */
const meanings: Readonly<Record<string, Meaning>> = {
  UnusedIAMRole: { kind: "unused-access", severity: "medium", title: "Unused role" },
  UnusedIAMUserAccessKey: { kind: "unused-access", severity: "medium", title: "Unused access key of" },
  UnusedIAMUserPassword: { kind: "unused-access", severity: "medium", title: "Unused password of" },
  UnusedPermission: { kind: "unused-access", severity: "low", title: "Unused permissions of" },
};

type External = NonNullable<FindingDetails["externalAccessDetails"]>;
type Unused = NonNullable<FindingDetails["unusedPermissionDetails"]>;

function externalMeaning(details: readonly External[]): Meaning {
  const anyone = details.some((each) => each.isPublic === true);
  return {
    kind: "external-access",
    severity: anyone ? "critical" : "high",
    title: anyone ? "Public access to" : "Access from outside to",
  };
}

function externalFragment(details: readonly External[]): { value: Json; summary: string } {
  const principals = sorted(
    new Set(
      details.flatMap((each) => Object.entries(each.principal ?? {}).map(([type, id]) => `${type} ${id}`)),
    ),
  );
  const actions = sorted(new Set(details.flatMap((each) => each.action ?? [])));
  return {
    value: {
      principals,
      actions: bounded(actions),
      conditions: details.map((each) => ({ ...each.condition })),
      isPublic: details.some((each) => each.isPublic === true),
      sources: sorted(new Set(details.flatMap((each) => (each.sources ?? []).map((source) => source.type)))),
    },
    summary: `${principals.join(", ") || "Somebody outside"} may use ${actions.join(", ") || "it"}.`,
  };
}

function unusedFragment(details: readonly Unused[]): { value: Json; summary: string } {
  const services = details.map((each) => ({
    service: need(each.serviceNamespace, "UnusedPermissionDetails.serviceNamespace"),
    lastAccessedOn: day(each.lastAccessed),
    actions: sorted((each.actions ?? []).map((action) => action.action)),
  }));
  services.sort((a, b) => (a.service < b.service ? -1 : 1));
  const actions = services.flatMap((each) => each.actions.map((action) => `${each.service}:${action}`));
  // A service without actions is unused as a whole.
  const whole = services.filter((each) => each.actions.length === 0).map((each) => `${each.service}:*`);
  const all = [...whole, ...actions];
  return {
    value: { unused: bounded(all), count: all.length },
    summary: `${all.length} unused: ${all.slice(0, 3).join(", ")}${all.length > 3 ? ", …" : "."}`,
  };
}

function bounded(names: readonly string[]): Json {
  if (names.length <= mostActions) return [...names];
  return [...names.slice(0, mostActions), `and ${names.length - mostActions} more`];
}

/** The last part of an ARN, for people. */
function nameOf(arn: string): string {
  return arn.split(/[:/]/).at(-1) || arn;
}

/**
 * One active finding as ours, in the account that owns the resource and the Region of the analyzer.
 *
 * @throws Malformed, naming the field.
 */
export function decodeAccessFinding(
  finding: FindingSummaryV2,
  details: readonly FindingDetails[],
  from: { readonly analyzerArn: string; readonly region: string },
): FindingDraft {
  const type = finding.findingType ?? "ExternalAccess";
  const external = details.flatMap((each) => each.externalAccessDetails ?? []);
  const meaning = type === "ExternalAccess" ? externalMeaning(external) : meanings[type];
  if (meaning === undefined) throw new MalformedAnswer("FindingSummaryV2.findingType", `is ${type}`);
  const id = need(finding.id, "FindingSummaryV2.id");
  const resourceId = need(finding.resource, "FindingSummaryV2.resource");
  const name = nameOf(resourceId);
  const unused = details.flatMap((each) => each.unusedPermissionDetails ?? []);
  const specific =
    type === "ExternalAccess"
      ? externalFragment(external)
      : type === "UnusedPermission"
        ? unusedFragment(unused)
        : { value: {}, summary: `${meaning.title} ${name}.` };
  const base = { type, analyzerArn: from.analyzerArn, resource: resourceId };
  return {
    source: "access-analyzer",
    kind: meaning.kind,
    accountId: need(finding.resourceOwnerAccount, "FindingSummaryV2.resourceOwnerAccount"),
    region: from.region,
    key: id,
    controlId: null,
    resourceId,
    resourceType: need(finding.resourceType, "FindingSummaryV2.resourceType"),
    severity: meaning.severity,
    title: `${meaning.title} ${name}`,
    evidence: {
      summary: specific.summary,
      fragments: [
        {
          label: "Finding",
          place: "access-analyzer.finding",
          value: { ...base, ...(typeof specific.value === "object" ? specific.value : {}) },
        },
      ],
    },
    detectedAt: need(finding.createdAt, "FindingSummaryV2.createdAt"),
    firstObservedAt: null,
  };
}
