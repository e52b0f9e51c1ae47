import { type Control, defineControl, fail, pass, type Subject } from "#lib/controls/define.ts";

export const shared = {
  version: 1,
  severity: "high",
  pillar: "data",
  phase: 1,
  mappings: [],
  rationale: "",
  remediation: { summary: "", cli: "", terraform: "", verify: "" },
} as const;

/** A bucket passes when its own policy is there. */
export const bucketControl = defineControl({
  ...shared,
  id: "test-bucket",
  title: "Buckets have a policy",
  subject: "s3.bucket",
  reads: ["s3.bucket-policy"],
  evaluate: (subject, facts) =>
    facts.one("s3.bucket-policy", subject.resourceId)?.payload.document === null
      ? fail("It has no policy.")
      : pass("It has a policy."),
});

/** Root passes when no virtual device is its own: it depends on all facts of what it reads. */
export const rootControl = defineControl({
  ...shared,
  id: "test-root",
  title: "Root has no virtual device",
  subject: "iam.account-summary",
  reads: ["iam.virtual-mfa-device"],
  evaluate: (_, facts) =>
    facts.all("iam.virtual-mfa-device").length > 0 ? fail("A device.") : pass("No device."),
});

export const detectorControl = defineControl({
  ...shared,
  id: "test-detector",
  title: "A detector is there",
  subject: "guardduty.detector",
  reads: [],
  subjects: (facts, at) => [
    { resourceId: `region/${at.region}`, value: facts.all("guardduty.detector").length },
  ],
  evaluate: ({ value }) => (value > 0 ? pass("There.") : fail("Not there.")),
});

/** Queues and topics: two kinds of subject, each judged by its own policy. */
export const messagingControl = defineControl({
  ...shared,
  id: "test-messaging",
  title: "Queues and topics have a policy",
  subject: "sqs.queue",
  reads: ["sns.topic"],
  alsoJudges: ["sns.topic"],
  subjects: (facts): readonly Subject<{ readonly policy: string | null }>[] =>
    (["sqs.queue", "sns.topic"] as const).flatMap((kind) =>
      facts.all(kind).map((fact) => ({
        resourceId: fact.resourceId,
        resourceType: kind,
        value: fact.payload,
      })),
    ),
  evaluate: ({ value }) => (value.policy === null ? fail("It has no policy.") : pass("It has a policy.")),
});

/** A global control over a regional kind. */
export const everywhereControl = defineControl({
  ...shared,
  id: "test-everywhere",
  title: "Instances anywhere",
  subject: "iam.account-summary",
  reads: ["ec2.security-group"],
  evaluate: (_, facts) => {
    const regions = facts.all("ec2.security-group").map((group) => group.region);
    return pass(regions.sort().join(" "));
  },
});

/** A control of a Region that asks for a kind in all of them. */
export const sharedNameControl = defineControl({
  ...shared,
  id: "test-shared-name",
  title: "No queue of any Region has the same name",
  subject: "sqs.queue",
  reads: [],
  evaluate: ({ value }, facts) =>
    facts.everywhere("sqs.queue").filter((fact) => fact.payload.name === value.name).length > 1
      ? fail("Another has it.")
      : pass("No other has it."),
});

export function throwing(error: () => Error): Control {
  return defineControl({
    ...shared,
    id: "test-throwing",
    title: "Throws for one bucket",
    subject: "s3.bucket",
    reads: [],
    evaluate: ({ value }) => {
      if (value.name === "odd") throw error();
      return fail("Judged.");
    },
  });
}
