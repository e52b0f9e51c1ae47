import fc from "fast-check";
import type { Measurement, MeasurementDetail } from "../measurement.ts";

const region = "eu-west-1";
const none = { numerator: 0, denominator: 0, value: null };

/** A threat that counts, detected so many seconds after it began. */
export function threatOf(subjectId: string, seconds: number, at: string): Measurement {
  return {
    metric: "detection-time",
    region: "global",
    subjectId,
    subjectType: "threat",
    standing: "counted",
    reason: null,
    class: "high",
    numerator: seconds,
    denominator: 1,
    value: seconds,
    at,
    detail: {
      metric: "detection-time",
      type: "Backdoor:EC2/DenialOfService.Dns",
      source: "guardduty",
      key: subjectId,
      firstObservedAt: null,
    },
  };
}

/** A principal that leaves so many of its measurable actions unused. */
export function principalOf(subjectId: string, unused: number, measurable: number): Measurement {
  return {
    metric: "permission-utilization",
    region: "global",
    subjectId,
    subjectType: "iam.role",
    standing: "counted",
    reason: null,
    class: "role",
    numerator: unused,
    denominator: measurable,
    value: unused / measurable,
    at: null,
    detail: {
      metric: "permission-utilization",
      granted: measurable * 3,
      measurable,
      used: measurable - unused,
      unusedPrivileged: Math.floor(unused / 2),
      unusedPrivilegedActions: [],
      usedServices: [],
      unusedServices: [],
    },
  };
}

/** A workload with or without an identity of its own. */
export function workloadOf(subjectId: string, subjectType: string, covered: boolean): Measurement {
  return {
    metric: "identity-coverage",
    region,
    subjectId,
    subjectType,
    standing: "counted",
    reason: null,
    class: covered ? "role" : "none",
    numerator: covered ? 1 : 0,
    denominator: 1,
    value: covered ? 1 : 0,
    at: null,
    detail: { metric: "identity-coverage", roleArn: null, evidence: "" },
  };
}

type Exposure = Extract<MeasurementDetail, { metric: "network-exposure" }>;

/** A resource with or without ports that any address may send to. */
export function resourceOf(subjectId: string, portClasses: Exposure["portClasses"]): Measurement {
  const exposed = portClasses.length > 0 ? 1 : 0;
  return {
    metric: "network-exposure",
    region,
    subjectId,
    subjectType: "ec2.instance",
    standing: "counted",
    reason: null,
    class: exposed ? "attached" : "closed",
    numerator: exposed,
    denominator: 1,
    value: exposed,
    at: null,
    detail: { metric: "network-exposure", vpcId: "vpc-1", portClasses, ports: [], path: [], stopped: null },
  };
}

/** The same thing left out, or not known. */
export function leftOut(of: Measurement, standing: "excluded" | "unknown", reason: string): Measurement {
  const value = standing === "excluded" ? of.value : null;
  return { ...of, ...none, value, standing, reason, class: reason };
}

const counted = fc.oneof(
  fc.record({ id: fc.uuid(), seconds: fc.nat(5_000), minutes: fc.integer({ min: -60_000, max: 10 }) }).map(
    ({ id, seconds, minutes }) =>
      (now: Date) =>
        threatOf(id, seconds, new Date(now.getTime() + minutes * 60_000).toISOString()),
  ),
  fc.record({ id: fc.uuid(), measurable: fc.integer({ min: 1, max: 40 }), unused: fc.nat(40) }).map(
    ({ id, measurable, unused }) =>
      () =>
        principalOf(id, Math.min(unused, measurable), measurable),
  ),
  fc.record({ id: fc.uuid(), type: fc.constantFrom("ec2.instance", "ecs.task"), covered: fc.boolean() }).map(
    ({ id, type, covered }) =>
      () =>
        workloadOf(id, type, covered),
  ),
  fc
    .record({ id: fc.uuid(), open: fc.subarray<Exposure["portClasses"][number]>(["admin", "web", "all"]) })
    .map(
      ({ id, open }) =>
        () =>
          resourceOf(id, open),
    ),
);

/** Measurements of every metric around an instant, counted, left out and not known. */
export const anyMeasurements = (now: Date) =>
  fc.array(
    fc
      .tuple(counted, fc.constantFrom("counted", "counted", "excluded", "unknown"), fc.constantFrom("a", "b"))
      .map(([make, standing, reason]) => {
        const made = make(now);
        return standing === "excluded" || standing === "unknown" ? leftOut(made, standing, reason) : made;
      }),
    { maxLength: 40 },
  );
