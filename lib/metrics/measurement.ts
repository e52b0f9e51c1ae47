import { z } from "zod";
import type { Slices } from "#lib/controls/define.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";

/** The four headline metrics (metrics.md). */
export const measuredMetrics = [
  "detection-time",
  "permission-utilization",
  "identity-coverage",
  "network-exposure",
] as const;
export type MeasuredMetric = (typeof measuredMetrics)[number];

export function isMeasuredMetric(name: string): name is MeasuredMetric {
  return measuredMetrics.some((each) => each === name);
}

/** One step of the way from the internet to a resource. */
export const pathStep = z.strictObject({
  step: z.enum([
    "internet",
    "gateway",
    "route",
    "network-acl",
    "security-group-rule",
    "interface",
    "resource",
  ]),
  id: z.string(),
  /** What decides there: the route, the entry, the rule; a few words. */
  text: z.string(),
});
export type PathStep = z.infer<typeof pathStep>;

/** Classes of ports that any address may send to. */
export const portClasses = ["admin", "web", "other", "all"] as const;
export type PortClass = (typeof portClasses)[number];

/** What is told of a thing that was measured, by metric. */
export const measurementDetail = z.discriminatedUnion("metric", [
  z.strictObject({
    metric: z.literal("detection-time"),
    type: z.string(),
    source: z.string(),
    /** The detector's own id. */
    key: z.string(),
    firstObservedAt: z.iso.datetime().nullable(),
  }),
  z.strictObject({
    metric: z.literal("permission-utilization"),
    /** |G|, |G ∩ M|, |U ∩ G ∩ M|. */
    granted: z.int(),
    measurable: z.int(),
    used: z.int(),
    /** Unused actions that write or manage permissions: how many, and the first of them by name. */
    unusedPrivileged: z.int(),
    unusedPrivilegedActions: z.array(z.string()),
    /** Services of which AWS tracks no action. */
    usedServices: z.array(z.string()),
    unusedServices: z.array(z.string()),
  }),
  z.strictObject({
    metric: z.literal("identity-coverage"),
    roleArn: z.string().nullable(),
    /** One sentence: what the class rests on. */
    evidence: z.string(),
  }),
  z.strictObject({
    metric: z.literal("network-exposure"),
    vpcId: z.string().nullable(),
    /** Classes of ports that any address reaches, by tier 2. */
    portClasses: z.array(z.enum(portClasses)),
    /** Ports as read: `tcp 22`, `all`. */
    ports: z.array(z.string()),
    /** From the internet inwards, as far as it goes; what stops it is the last step. */
    path: z.array(pathStep),
    /** Why nothing arrives, or why that is not known; null where it is reachable or not attached. */
    stopped: z.string().nullable(),
  }),
]);
export type MeasurementDetail = z.infer<typeof measurementDetail>;

export const standings = ["counted", "excluded", "unknown"] as const;

/** What one thing (a threat, a principal, a workload, a resource) contributes to a metric. */
export interface Measurement {
  readonly metric: MeasuredMetric;
  /** A Region name, or `global`. */
  readonly region: string;
  readonly subjectId: string;
  /** The fact kind of the thing; `threat` of a threat. */
  readonly subjectType: string;
  /** `excluded` on purpose; `unknown` where it could not be seen: neither is in the ratio. */
  readonly standing: (typeof standings)[number];
  /** Why it is excluded or unknown, as it is counted; null where it counts. */
  readonly reason: string | null;
  /** What it counts as: a severity, a sort of principal, an identity, a tier. */
  readonly class: string;
  /** Its share of numerator and denominator; both 0 where it does not count. */
  readonly numerator: number;
  readonly denominator: number;
  /** Its own value: seconds, share unused, 1 or 0. May be told of what is excluded too. */
  readonly value: number | null;
  /** When it happened, for what counts only in a window; null for what lasts. */
  readonly at: string | null;
  readonly detail: MeasurementDetail;
}

/**
 * An account at an instant, as far as it is known: `all` gives the account's own facts in all Regions in scope, the
 * Organization's, and the network of another account whose VPC is shared with this one. What an account that
 * could not be read since is known to hold counts as it was last seen: coverage says that beside the number.
 */
export interface MeasureInput extends Slices<FactKind> {
  readonly accountId: string;
  readonly asOf: Date;
  /** Regions in the scope of collection. */
  readonly regions: readonly string[];
  /** Whether no facts of a kind there means that there are none: it was completely seen. */
  seen(accountId: string, region: string, kind: FactKind): boolean;
}
