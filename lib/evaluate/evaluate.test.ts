import { describe, expect, test } from "vitest";
import { type Control, defineControl, fail, pass } from "#lib/controls/define.ts";
import { accountId, arn, asOf, bucket, credential, fact, region } from "#lib/controls/testing/facts.ts";
import type { Coverage } from "#lib/inventory/coverage.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { evaluateAccount } from "./evaluate.ts";
import {
  bucketControl,
  detectorControl,
  everywhereControl,
  shared,
  sharedNameControl,
} from "./testing/controls.ts";
import { inputOf, seen } from "./testing/input.ts";

const summary = fact("iam.account-summary", arn.iam("root"), {
  rootPasswordPresent: true,
  rootMfaEnabled: true,
  rootAccessKeysPresent: false,
  users: 0,
  roles: 0,
});
const root = credential({ isRoot: true });
const denied = { code: "AccessDenied", action: "s3:GetBucketPolicy", message: "not allowed" };
const counts = { passed: 0, failed: 0, unknown: 0, notApplicable: 0, excepted: 0, causes: [] };

function tallyOf(control: Control, facts: readonly Fact[], change: Parameters<typeof inputOf>[1] = {}) {
  return evaluateAccount(inputOf(facts, change), [control]).tallies[0];
}

describe("completely seen", () => {
  test("counts outcomes and drafts a finding for a failure", () => {
    const facts = [...bucket("a", null), ...bucket("b", "{}")];
    expect(evaluateAccount(inputOf(facts), [bucketControl])).toEqual({
      tallies: [{ ...counts, controlId: "test-bucket", passed: 1, failed: 1 }],
      judged: [{ controlId: "test-bucket", region: "global", unseen: [] }],
      findings: [
        {
          source: "postern",
          kind: "misconfiguration",
          accountId,
          region: "global",
          key: `test-bucket|global|${arn.bucket("a")}`,
          controlId: "test-bucket",
          exceptionId: null,
          resourceId: arn.bucket("a"),
          resourceType: "s3.bucket",
          severity: "high",
          title: "Buckets have a policy",
          evidence: { summary: "It has no policy.", fragments: [] },
          detectedAt: null,
          firstObservedAt: null,
        },
      ],
    });
  });

  test("judges a regional control once a Region and adds up", () => {
    const detector = fact(
      "guardduty.detector",
      arn.ec2("detector/d"),
      { id: "d", status: "ENABLED", findingPublishingFrequency: null, features: [] },
      "us-east-1",
    );
    const evaluation = evaluateAccount(inputOf([detector], { regions: ["us-east-1", region] }), [
      detectorControl,
    ]);
    expect(evaluation.tallies).toEqual([{ ...counts, controlId: "test-detector", passed: 1, failed: 1 }]);
    expect(evaluation.findings.map((finding) => finding.key)).toEqual([
      `test-detector|${region}|region/${region}`,
    ]);
    expect(evaluation.judged.map((scope) => scope.region)).toEqual([region, "us-east-1"]);
  });

  test("gives a global control the regional facts of all Regions in scope, and of no other", () => {
    const group = (where: string) =>
      fact("ec2.security-group", arn.ec2(`security-group/${where}`), groupPayload, where);
    const facts = [summary, group("us-east-1"), group(region), group("ap-south-2")];
    const input = inputOf(facts, { regions: ["us-east-1", region] });
    expect(evaluateAccount(input, [everywhereControl]).tallies).toMatchObject([{ passed: 1, unknown: 0 }]);
    const reasons: string[] = [];
    evaluateAccount(input, [
      {
        ...everywhereControl,
        cases: (facts, at) =>
          everywhereControl.cases(facts, at).map((each) => ({
            ...each,
            judge: (slices) => {
              const outcome = each.judge(slices);
              reasons.push(outcome.evidence.summary);
              return outcome;
            },
          })),
      },
    ]);
    expect(reasons).toEqual([`${region} us-east-1`]);
  });
});

const groupPayload = {
  id: "sg-1",
  name: "web",
  description: "",
  ownerId: accountId,
  vpcId: null,
  inbound: [],
  outbound: [],
};

describe("not completely seen", () => {
  const facts = [...bucket("a", null), ...bucket("b", "{}")];
  const cases: [string, Partial<Coverage> | null, string][] = [
    ["denied", { state: "denied", cause: denied }, "denied"],
    ["throttled", { state: "throttled" }, "throttled"],
    ["failed", { state: "failed" }, "failed"],
    ["seen in part, what was missed unnamed", { state: "partial" }, "partial"],
    ["never collected", null, "not-collected"],
    ["confirmed 24 h and 1 ms ago", { confirmedAt: new Date(asOf.getTime() - 86_400_001) }, "stale"],
  ];
  test.each(cases)("%s: all known subjects are unknown and nothing is judged", (_, coverage, state) => {
    const evaluation = evaluateAccount(inputOf(facts, { kind: "s3.bucket-policy", coverage }), [
      bucketControl,
    ]);
    expect(evaluation).toEqual({
      tallies: [
        {
          ...counts,
          controlId: "test-bucket",
          unknown: 2,
          causes: [
            {
              region: "global",
              kind: "s3.bucket-policy",
              state,
              cause: coverage?.cause ?? null,
              reason: null,
            },
          ],
        },
      ],
      findings: [],
      judged: [],
    });
  });

  test("evidence exactly 24 h old still counts", () => {
    const coverage = { confirmedAt: new Date(asOf.getTime() - 86_400_000) };
    expect(tallyOf(bucketControl, facts, { kind: "s3.bucket", coverage })).toMatchObject({ unknown: 0 });
  });

  test("nothing known is still one unknown", () => {
    expect(tallyOf(bucketControl, [], { kind: "s3.bucket", coverage: null })).toMatchObject({ unknown: 1 });
  });

  test("Regions that were not listed are an unknown of every regional control, and of no other", () => {
    const change = { kind: "ec2.region", coverage: { state: "denied", cause: denied } } as const;
    const cause = { region: "global", kind: "ec2.region", state: "denied", cause: denied, reason: null };
    const rule = tallyOf(detectorControl, [], change);
    expect(rule).toEqual({
      ...counts,
      controlId: "test-detector",
      failed: 1,
      unknown: 1,
      causes: [cause],
    });
    expect(tallyOf(bucketControl, facts, change)).toMatchObject({ unknown: 0 });
    expect(tallyOf(everywhereControl, [summary], change)).toMatchObject({ passed: 0, causes: [cause] });
  });

  test("a global control needs the regional kinds it reads in every Region", () => {
    const input = inputOf([summary], { regions: [region, "us-east-1"] });
    const coverage = [...input.coverage].map((row) =>
      row.kind === "ec2.security-group" && row.region === "us-east-1"
        ? { ...row, state: "failed" as const }
        : row,
    );
    const [tally] = evaluateAccount({ ...input, coverage }, [everywhereControl]).tallies;
    expect(tally).toMatchObject({
      passed: 0,
      unknown: 1,
      causes: [{ region: "us-east-1", state: "failed" }],
    });
  });
});

describe("asked for in all Regions", () => {
  const queue = (name: string, where: string) =>
    fact(
      "sqs.queue",
      `arn:aws:sqs:${where}:${accountId}:${name}`,
      { name, policy: null, kmsKeyId: null, sqsManagedEncryption: true },
      where,
    );
  const regions = [region, "us-east-1"];
  const facts = [queue("a", region), queue("a", "us-east-1"), queue("b", region), queue("b", "ap-south-2")];

  test("facts of every Region in scope decide", () => {
    const evaluation = evaluateAccount(inputOf(facts, { regions }), [sharedNameControl]);
    expect(evaluation.tallies).toMatchObject([{ passed: 1, failed: 2, unknown: 0 }]);
    expect(evaluation.findings.map((finding) => finding.region)).toEqual([region, "us-east-1"]);
  });

  test.each([{ state: "denied" }, { state: "partial", unseen: ["arn:aws:sqs:x"] }] as const)(
    "a Region that is %o leaves the subjects of the others undecided",
    (over) => {
      const input = inputOf(facts, { regions });
      const coverage = [...input.coverage].map((row) =>
        row.kind === "sqs.queue" && row.region === "us-east-1" ? { ...row, ...over } : row,
      );
      const [tally] = evaluateAccount({ ...input, coverage }, [sharedNameControl]).tallies;
      expect(tally).toMatchObject({ passed: 0, failed: 0 });
      expect(tally?.causes).toMatchObject([{ region: "us-east-1", state: over.state }]);
    },
  );
});

test("facts of organization kinds count only when they come from the management account", () => {
  const control = defineControl({
    ...shared,
    id: "test-organization",
    title: "",
    subject: "iam.credential",
    reads: ["organizations.account"],
    evaluate: (_, slices) => (slices.all("organizations.account").length === 0 ? pass("") : fail("")),
  });
  const account = fact("organizations.account", accountId, {
    id: accountId,
    name: "a",
    email: "a@example.com",
    state: "ACTIVE",
    parentId: "r-1",
    ouPath: "r-1",
    joinedAt: null,
  });
  const input = inputOf([root]);
  expect(evaluateAccount({ ...input, facts: [root, account] }, [control]).tallies).toMatchObject([
    { passed: 1, failed: 0 },
  ]);
  const rows = [...input.organization.coverage].filter((row) => row.kind !== "organizations.account");
  const own = [...input.coverage, seen("organizations.account", "global")];
  expect(
    evaluateAccount({ ...input, coverage: own, organization: { facts: [], coverage: rows } }, [control])
      .tallies,
  ).toMatchObject([{ passed: 0, unknown: 1 }]);
});
