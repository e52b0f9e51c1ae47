import { describe, expect, test } from "vitest";
import { type Control, pass, Undecidable } from "#lib/controls/define.ts";
import { arn, bucket, fact } from "#lib/controls/testing/facts.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { evaluateAccount } from "./evaluate.ts";
import {
  bucketControl,
  detectorControl,
  messagingControl,
  rootControl,
  throwing,
} from "./testing/controls.ts";
import { inputOf } from "./testing/input.ts";

const summary = fact("iam.account-summary", arn.iam("root"), {
  rootPasswordPresent: true,
  rootMfaEnabled: true,
  rootAccessKeysPresent: false,
  users: 0,
  roles: 0,
});
const denied = { code: "AccessDenied", action: "s3:GetBucketPolicy", message: "not allowed" };
const counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0, causes: [] };

function tallyOf(control: Control, facts: readonly Fact[], change: Parameters<typeof inputOf>[1] = {}) {
  return evaluateAccount(inputOf(facts, change), [control]).tallies[0];
}

describe("seen but for named resources", () => {
  const partial = (kind: FactKind, ...unseen: string[]) => ({
    kind,
    coverage: { state: "partial" as const, cause: denied, unseen },
  });

  test.each(["s3.bucket", "s3.bucket-policy"] as const)(
    "an unseen %s is unknown, the rest is judged",
    (kind) => {
      const facts = [...bucket("a", null), ...bucket("b", "{}"), ...bucket("c", "{}")];
      const evaluation = evaluateAccount(inputOf(facts, partial(kind, arn.bucket("b"))), [bucketControl]);
      expect(evaluation.tallies).toMatchObject([{ passed: 1, failed: 1, unknown: 1, causes: [{ kind }] }]);
      expect(evaluation.judged).toEqual([
        { controlId: "test-bucket", region: "global", unseen: [arn.bucket("b")] },
      ]);
    },
  );

  test("also where the control would not have asked for what was not seen", () => {
    const control = {
      ...bucketControl,
      cases: (...given: Parameters<Control["cases"]>) =>
        bucketControl.cases(...given).map((each) => ({ ...each, judge: () => pass("Not asked.") })),
    };
    const change = partial("s3.bucket-policy", arn.bucket("b"));
    const facts = [...bucket("a", "{}"), ...bucket("b", "{}")];
    expect(tallyOf(control, facts, change)).toMatchObject({ passed: 1, unknown: 1 });
  });

  test("an unseen subject that no earlier run saw is unknown too", () => {
    const change = partial("s3.bucket", arn.bucket("new"));
    expect(tallyOf(bucketControl, bucket("a", "{}"), change)).toMatchObject({ passed: 1, unknown: 1 });
  });

  test("who asks for all of a kind that lacks one gets no verdict", () => {
    const change = partial("iam.virtual-mfa-device", arn.iam("mfa/root-account-mfa-device"));
    expect(tallyOf(rootControl, [summary], change)).toEqual({
      ...counts,
      controlId: "test-root",
      unknown: 1,
      causes: [
        { region: "global", kind: "iam.virtual-mfa-device", state: "partial", cause: denied, reason: null },
      ],
    });
  });

  describe("subjects of two kinds", () => {
    const sqs = (name: string) => `arn:aws:sqs:eu-central-1:111122223333:${name}`;
    const sns = (name: string) => `arn:aws:sns:eu-central-1:111122223333:${name}`;
    const queue = (name: string, policy: string | null) =>
      fact("sqs.queue", sqs(name), { name, policy, kmsKeyId: null, sqsManagedEncryption: true });
    const topic = (name: string, policy: string | null) =>
      fact("sns.topic", sns(name), { name, policy, kmsKeyId: null });
    const facts = [queue("a", "{}"), queue("b", null), topic("a", "{}"), topic("b", null)];

    test("are judged together", () => {
      expect(tallyOf(messagingControl, facts)).toMatchObject({ passed: 2, failed: 2, unknown: 0 });
    });

    test.each([
      ["sqs.queue", sqs("a"), { passed: 1, failed: 2, unknown: 1 }],
      ["sns.topic", sns("b"), { passed: 2, failed: 1, unknown: 1 }],
      ["sns.topic", sns("new"), { passed: 2, failed: 2, unknown: 1 }],
    ] as const)("an unseen %s is unknown alone, the rest is judged", (kind, unseen, counted) => {
      const evaluation = evaluateAccount(inputOf(facts, partial(kind, unseen)), [messagingControl]);
      expect(evaluation.tallies).toMatchObject([{ ...counted, causes: [{ kind }] }]);
      expect(evaluation.judged).toMatchObject([{ unseen: [unseen] }]);
    });

    test("a kind that was not seen at all leaves both unknown", () => {
      const change = { kind: "sns.topic", coverage: { state: "denied", cause: denied } } as const;
      expect(tallyOf(messagingControl, facts, change)).toMatchObject({ passed: 0, failed: 0, unknown: 4 });
    });
  });

  test("a derived subject may rest on what was not seen, so it is unknown", () => {
    const change = partial("guardduty.detector", "arn:aws:guardduty:eu-central-1:1:detector/x");
    expect(evaluateAccount(inputOf([], change), [detectorControl])).toMatchObject({
      tallies: [{ failed: 0, unknown: 1 }],
      judged: [],
    });
  });
});

describe("a subject that cannot be decided", () => {
  const facts = [...bucket("odd"), ...bucket("even")];

  test("is unknown with the control's reason, and the others are judged", () => {
    const control = throwing(
      () => new Undecidable("The policy document is not valid JSON.", "s3.bucket-policy"),
    );
    expect(evaluateAccount(inputOf(facts), [control])).toMatchObject({
      tallies: [
        {
          failed: 1,
          unknown: 1,
          causes: [
            {
              region: "global",
              kind: "s3.bucket-policy",
              state: "undecidable",
              cause: null,
              reason: "The policy document is not valid JSON.",
            },
          ],
        },
      ],
      judged: [{ unseen: [arn.bucket("odd")] }],
    });
  });

  test("a control that breaks costs its subject a verdict and names itself", () => {
    const control = throwing(() => new TypeError("x is undefined"));
    expect(tallyOf(control, facts)).toMatchObject({
      failed: 1,
      unknown: 1,
      causes: [{ state: "defect", reason: "The control test-throwing failed: x is undefined" }],
    });
  });
});
