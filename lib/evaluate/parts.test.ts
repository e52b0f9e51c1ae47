import { expect, test } from "vitest";
import { defineControlOf, definePart, fail, pass } from "#lib/controls/define.ts";
import { arn, bucket, fact, region } from "#lib/controls/testing/facts.ts";
import { evaluateAccount } from "./evaluate.ts";
import { shared } from "./testing/controls.ts";
import { inputOf } from "./testing/input.ts";

const verdict = (document: string | null) => (document === null ? fail("It has none.") : pass("It has one."));

/** Buckets, which belong to no Region, beside queues and topics, which do. */
const control = defineControlOf({ ...shared, id: "test-parts", title: "Everything has a policy" }, [
  definePart({
    subject: "s3.bucket",
    reads: ["s3.bucket-policy"],
    evaluate: ({ resourceId }, facts) =>
      verdict(facts.one("s3.bucket-policy", resourceId)?.payload.document ?? null),
  }),
  definePart({ subject: "sqs.queue", reads: [], evaluate: ({ value }) => verdict(value.policy) }),
  definePart({ subject: "sns.topic", reads: [], evaluate: ({ value }) => verdict(value.policy) }),
]);

const sqs = (name: string) => `arn:aws:sqs:${region}:111122223333:${name}`;
const sns = (name: string) => `arn:aws:sns:${region}:111122223333:${name}`;
const facts = [
  ...bucket("a", "{}"),
  ...bucket("b", null),
  fact("sqs.queue", sqs("a"), { name: "a", policy: "{}", kmsKeyId: null, sqsManagedEncryption: true }),
  fact("sqs.queue", sqs("b"), { name: "b", policy: null, kmsKeyId: null, sqsManagedEncryption: true }),
  fact("sns.topic", sns("a"), { name: "a", policy: "{}", kmsKeyId: null }),
  fact("sns.topic", sns("b"), { name: "b", policy: null, kmsKeyId: null }),
];
const denied = { code: "AccessDenied", action: "sqs:ListQueues", message: "not allowed" };

test("a control of several parts lists the kinds of all of them", () => {
  expect(control).toMatchObject({
    subject: "s3.bucket",
    reads: ["s3.bucket-policy", "sqs.queue", "sns.topic"],
  });
});

test("each part is judged where its subjects are, and counted once", () => {
  const regions = [region, "us-east-1"];
  const { tallies, findings, judged } = evaluateAccount(inputOf(facts, { regions }), [control]);
  expect(tallies).toMatchObject([{ passed: 3, failed: 3, unknown: 0 }]);
  expect(findings.map((finding) => [finding.region, finding.resourceType, finding.resourceId])).toEqual([
    [region, "sns.topic", sns("b")],
    [region, "sqs.queue", sqs("b")],
    ["global", "s3.bucket", arn.bucket("b")],
  ]);
  expect(judged).toEqual([
    { controlId: "test-parts", region, unseen: [] },
    { controlId: "test-parts", region: "global", unseen: [] },
    { controlId: "test-parts", region: "us-east-1", unseen: [] },
  ]);
});

test("what one part lacks leaves the others their verdicts, and its own findings as they are", () => {
  const change = { kind: "sqs.queue", coverage: { state: "denied", cause: denied } } as const;
  const { tallies, findings, judged } = evaluateAccount(inputOf(facts, change), [control]);
  expect(tallies).toMatchObject([
    { passed: 2, failed: 2, unknown: 2, causes: [{ kind: "sqs.queue", region }] },
  ]);
  expect(findings.map((finding) => finding.resourceId)).toEqual([sns("b"), arn.bucket("b")]);
  expect(judged).toEqual([
    { controlId: "test-parts", region, unseen: [sqs("a"), sqs("b")] },
    { controlId: "test-parts", region: "global", unseen: [] },
  ]);
});

test("where no part of a Region was seen nothing there is judged", () => {
  const change = { kind: "s3.bucket-policy", coverage: { state: "denied", cause: denied } } as const;
  const { tallies, judged } = evaluateAccount(inputOf(facts, change), [control]);
  expect(tallies).toMatchObject([{ passed: 2, failed: 2, unknown: 2 }]);
  expect(judged.map((scope) => scope.region)).toEqual([region]);
});

test("where it cannot be told what a part would have judged, nothing there can be resolved", () => {
  const odd = definePart({
    subject: "sqs.queue",
    reads: [],
    subjects: () => {
      throw new Error("no subjects");
    },
    evaluate: () => pass("Never."),
  });
  const both = defineControlOf({ ...shared, id: "test-odd", title: "Odd" }, [
    odd,
    definePart({ subject: "sns.topic", reads: [], evaluate: ({ value }) => verdict(value.policy) }),
  ]);
  const { tallies, findings, judged } = evaluateAccount(inputOf(facts), [both]);
  expect(tallies).toMatchObject([{ passed: 1, failed: 1, unknown: 1 }]);
  expect(findings).toHaveLength(1);
  expect(judged).toEqual([]);
});
