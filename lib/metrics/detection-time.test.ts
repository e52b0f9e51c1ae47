import { expect, test } from "vitest";
import { detectionTime, type Threat } from "./detection-time.ts";

const asOf = new Date("2026-06-30T12:00:00Z");
let count = 0;

/** A high GuardDuty threat of the day before, found `seconds` after it began. */
function threat(seconds: number | null, over: Partial<Threat> = {}): Threat {
  const createdAt = over.createdAt ?? "2026-06-29T10:00:00.000Z";
  count += 1;
  return {
    source: "guardduty",
    key: `finding-${count}`,
    type: "Backdoor:EC2/C&CActivity.B!DNS",
    sample: false,
    severity: "high",
    createdAt,
    firstObservedAt:
      seconds === null ? null : new Date(Date.parse(createdAt) - seconds * 1_000).toISOString(),
    ...over,
  };
}

test("is the mean, with its percentiles and the share within five minutes", () => {
  // 100, 200, …, 1000: the mean is 550; nearest ranks 5, 9 and 10.
  const result = detectionTime(
    Array.from({ length: 10 }, (_, index) => threat(100 * (index + 1))),
    asOf,
  );
  expect(result).toEqual({
    mean: { numerator: 5_500, denominator: 10, value: 550, n: 10, excluded: {}, unknown: 0 },
    p50: 500,
    p90: 900,
    p95: 1_000,
    withinTarget: 3,
  });
});

test("without any threat there is nothing to measure", () => {
  expect(detectionTime([], asOf)).toMatchObject({ mean: { value: null, n: 0 }, p50: null, p95: null });
});

test.each([
  ["a sample", threat(60, { sample: true }), "sample"],
  ["GuardDuty's policy finding", threat(60, { type: "Policy:S3/BucketPublicAccessGranted" }), "policy"],
  [
    "the same as Security Hub files it",
    threat(60, { source: "security-hub", type: "TTPs/Policy:IAMUser-RootCredentialUsage" }),
    "policy",
  ],
  ["an attack sequence", threat(60, { type: "AttackSequence:IAM/CompromisedCredentials" }), "attackSequence"],
  ["a medium one", threat(60, { severity: "medium" }), "minorSeverity"],
  ["one without a start", threat(null), "noStart"],
  ["one that begins 61 s after its detection", threat(-61), "startsAfterDetection"],
] as const)("%s is left out and counted", (_, left, reason) => {
  const { mean } = detectionTime([left, threat(60)], asOf);
  const unknown = reason === "noStart" || reason === "startsAfterDetection" ? 1 : 0;
  expect(mean).toMatchObject({ value: 60, n: 1, excluded: { [reason]: 1 }, unknown });
});

test("a start up to a minute after its detection is no time at all", () => {
  expect(detectionTime([threat(-60), threat(100)], asOf).mean).toMatchObject({
    value: 50,
    n: 2,
    excluded: {},
  });
});

test("the window ends at the instant and begins 30 days before it", () => {
  const at = (createdAt: string) => threat(60, { createdAt });
  const found = [
    at("2026-06-30T12:00:00.000Z"),
    at("2026-06-30T12:00:01.000Z"),
    at("2026-05-31T12:00:00.000Z"),
    at("2026-05-31T12:00:01.000Z"),
  ];
  expect(detectionTime(found, asOf).mean.n).toBe(2);
});

test("a threat that Security Hub repeats counts once, one that it alone knows counts too", () => {
  const one = threat(60);
  const arn = `arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/${one.key}`;
  const again = threat(600, { source: "security-hub", key: arn, type: "TTPs/Command and Control" });
  const other = threat(120, {
    source: "security-hub",
    key: "arn:aws:x/other",
    type: "Effects/Data Exposure",
  });
  expect(detectionTime([again, one, other], asOf).mean).toMatchObject({
    value: 90,
    n: 2,
    excluded: { duplicate: 1 },
  });
});
