import { detectionTargetSeconds, detectionTime, detectionWindowDays } from "#lib/metrics/detection-time.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { accountSubject } from "../subjects.ts";

const seconds = (value: number | null) => (value === null ? "–" : `${Math.round(value)} s`);

/**
 * The mean time to detect over the account's HIGH and CRITICAL threats of the last 30 days is under 300 s, as
 * metrics define it; without such a threat it is not applicable.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-frequency.html
 */
export const mttdTarget = defineControl({
  id: "mttd-target",
  title: "MTTD under 5 minutes",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 4,
  subject: "postern.threat",
  reads: [],
  mappings: [...nist80053Ours("IR-4"), ...tenet("T7")],
  rationale:
    "What an intruder can do is bounded by the time until somebody notices. A mean of hours means that the " +
    "sources GuardDuty looks at are incomplete or late, or that nobody has switched on the protections that " +
    "see it sooner.",
  remediation: {
    summary:
      "Switch on GuardDuty's protection plans (runtime monitoring, S3, EKS, RDS, Lambda) in every Region and " +
      "look at the slowest detections first: their type says which source was late.",
    cli: "aws guardduty list-detectors\naws guardduty update-detector --detector-id=DETECTOR --features=Name=RUNTIME_MONITORING,Status=ENABLED",
    terraform:
      'resource "aws_guardduty_detector_feature" "runtime" {\n  detector_id = aws_guardduty_detector.this.id\n  name        = "RUNTIME_MONITORING"\n  status      = "ENABLED"\n}',
    verify: "aws guardduty get-detector --detector-id=DETECTOR --query=Features",
  },
  subjects: (facts, at) =>
    accountSubject(
      at,
      facts.all("postern.threat").map(({ payload }) => payload),
    ),
  evaluate: ({ value: threats }, _, at) => {
    const { mean, p50, p95, withinTarget } = detectionTime(threats, at.asOf);
    const values = fragment("Time to detect", "postern.threat", {
      meanSeconds: mean.value === null ? null : Math.round(mean.value),
      p50Seconds: p50,
      p95Seconds: p95,
      withinTarget,
      n: mean.n,
      leftOut: mean.excluded,
    });
    if (mean.value === null)
      return notApplicable(
        `No threat of the last ${detectionWindowDays} days tells how long its detection took.`,
        values,
      );
    const said = `Threats of the last ${detectionWindowDays} days were detected after ${seconds(mean.value)} on average (n = ${mean.n})`;
    return mean.value < detectionTargetSeconds
      ? pass(`${said}.`, values)
      : fail(`${said}; the target is under ${detectionTargetSeconds} s.`, values);
  },
});
