import type { FactKind } from "#lib/inventory/kinds.ts";
import type { Measurement, MeasurementDetail } from "./measurement.ts";

type Detail = Omit<Extract<MeasurementDetail, { metric: "network-exposure" }>, "metric">;

interface Subject {
  readonly region: string;
  readonly subjectId: string;
  readonly subjectType: FactKind;
}

export const noDetail: Detail = { vpcId: null, portClasses: [], ports: [], path: [], stopped: null };

/** A row of network exposure that is in the ratio: 1 where any address may send to it. */
export function countedRow(
  { region, subjectId, subjectType }: Subject,
  className: string,
  value: 0 | 1,
  detail: Detail,
): Measurement {
  return {
    metric: "network-exposure",
    region,
    subjectId,
    subjectType,
    standing: "counted",
    reason: null,
    class: className,
    numerator: value,
    denominator: 1,
    value,
    at: null,
    detail: { metric: "network-exposure", ...detail },
  };
}

/** A row of network exposure beside the ratio. */
export function asideRow(
  subject: Subject,
  standing: "excluded" | "unknown",
  reason: string,
  className: string,
  detail: Partial<Detail> = {},
): Measurement {
  return {
    ...countedRow(subject, className, 0, { ...noDetail, ...detail }),
    standing,
    reason,
    numerator: 0,
    denominator: 0,
    value: null,
  };
}
