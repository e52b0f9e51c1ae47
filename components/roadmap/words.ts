import type { CourseDto, SuccessDto, SuccessMeasure } from "#lib/api/dto/roadmap.ts";
import type { Scale } from "../charts/scale.ts";
import { formatCount, formatDate, formatSeconds, plural } from "../format.ts";

type Unit = "share" | "seconds" | "count";

/** What each success measure is called, what it counts, and where its things are listed. */
export const successWords = {
  "unused-privileges": {
    title: "Fewer standing privileges",
    says: "principals hold privileged actions that they did not use in 90 days",
    thing: "principal",
    href: "/metrics/permission-utilization",
  },
  "standing-administration": {
    title: "Fewer standing administrators",
    says: "policies allow everything, or principals change permissions without a boundary",
    thing: "policies and principals",
    href: "/findings?control=iam-no-full-admin,boundary-delegated-admin",
  },
  "detection-time": {
    title: "Faster detection",
    says: "from the start of a threat until it was found, on average",
    thing: "threat",
    href: "/metrics/detection-time",
  },
  "public-exposure": {
    title: "Fewer public exposures",
    says: "resources that any address may reach",
    thing: "resource",
    href: "/metrics/network-exposure",
  },
  "broad-policies": {
    title: "Fewer broad policies",
    says: "policies grant a whole service, or are open to everyone",
    thing: "policies",
    href: "/findings?control=iam-no-service-wildcard,resource-policy-no-public,vpce-policy-scoped",
  },
} as const satisfies Record<SuccessMeasure, { title: string; says: string; thing: string; href: string }>;

export const unitOf = (measure: SuccessMeasure): Unit => (measure === "detection-time" ? "seconds" : "count");

export function successText(measure: SuccessMeasure, value: number | null): string {
  if (value === null) return "n/a";
  return measure === "detection-time" ? formatSeconds(value) : formatCount(value);
}

export function successScale(measure: SuccessMeasure): Scale {
  return { format: (value) => successText(measure, value), isShare: false };
}

/** What stands beside a value: what it is made of, what it is of. */
export function basisText({ measure, n, unknown, parts }: SuccessDto): string {
  const { thing } = successWords[measure];
  const said = parts.map(({ part, count }) =>
    part === "actions"
      ? plural(count, "such action")
      : `${formatCount(count)} ${part === "attached" ? "by a security group" : "without one"}`,
  );
  const of = thing.endsWith("s") ? `${formatCount(n)} ${thing}` : plural(n, thing);
  return [...said, `n = ${of}`, ...(unknown > 0 ? [`${formatCount(unknown)} unknown`] : [])].join(" · ");
}

/** What became of a number since the first of the last 90 days; null where there is nothing to compare. */
export function courseChange({ trend, before }: CourseDto, unit: Unit) {
  const now = trend.at(-1)?.value ?? null;
  if (before === null || now === null) return null;
  const by = now - before.value;
  const size = Math.abs(by);
  const words: Record<Unit, readonly [string, number]> = {
    share: [`${(size * 100).toFixed(1)} points`, 0.0005],
    seconds: [formatSeconds(size), 0.05],
    count: [formatCount(size), 0.5],
  };
  const [text, least] = words[unit];
  const since = formatDate(before.day);
  if (size < least) return { text: "no change", direction: "same", since } as const;
  const isBetter = unit === "share" ? by > 0 : by < 0;
  return { text: `${by < 0 ? "−" : "+"}${text}`, direction: isBetter ? "better" : "worse", since } as const;
}
