import { describe, expect, test } from "vitest";
import { fail, notApplicable, pass } from "#lib/controls/define.ts";
import { doubtsOf, opposeDoubts, type Statement } from "./disagreements.ts";
import type { SubjectVerdict } from "./types.ts";

const id = "111122223333";
const bucket = "arn:aws:s3:::logs";

function says(
  status: Statement["status"],
  detectorControl: string,
  change: Partial<Statement> = {},
): Statement {
  const resourceId = change.resourceId ?? bucket;
  const region = change.region ?? "us-east-1";
  const key = `${detectorControl}/${region}/${resourceId}`;
  return { uid: key, status, region, detectorControl, resourceId, key, title: detectorControl, ...change };
}

const open = (controlId: string, resourceId = bucket, region = "global") => ({
  uid: "u",
  controlId,
  region,
  resourceId,
});

function judged(
  outcome: SubjectVerdict["outcome"],
  controlId: string,
  resourceId = bucket,
  region = "global",
): SubjectVerdict {
  return { controlId, region, resourceId, resourceType: "s3.bucket", outcome };
}

function compare(
  statements: readonly Statement[],
  verdicts: readonly SubjectVerdict[],
  failures: readonly ReturnType<typeof open>[] = verdicts
    .filter(({ outcome }) => outcome.verdict === "fail")
    .map(({ controlId, resourceId, region }) => open(controlId, resourceId, region)),
) {
  const doubts = doubtsOf(statements, failures);
  const { oppositions, undecided } = opposeDoubts(doubts, verdicts);
  return {
    opposed: oppositions.map(({ verdict, controlId, statement }) => [verdict, controlId, statement.region]),
    undecided: undecided.length,
  };
}

describe("where both ask the same", () => {
  test.each([
    ["failed", pass("fine"), [["pass", "s3-tls-only", "us-east-1"]]],
    ["passed", fail("bad"), [["fail", "s3-tls-only", "us-east-1"]]],
    ["failed", fail("bad"), []],
    ["passed", pass("fine"), []],
    ["failed", notApplicable("none"), []],
    ["passed", notApplicable("none"), []],
  ] as const)("they say %s, ours %j", (status, outcome, opposed) => {
    expect(compare([says(status, "S3.5")], [judged(outcome, "s3-tls-only")])).toEqual({
      opposed,
      undecided: 0,
    });
  });
});

test("what is unknown here is neither", () => {
  expect(compare([says("failed", "S3.5")], [])).toEqual({ opposed: [], undecided: 1 });
  const known = [open("s3-tls-only")];
  expect(compare([says("passed", "S3.5")], [], known)).toEqual({ opposed: [], undecided: 1 });
});

test("a control that asks for less is believed when it fails, one that asks for more when it passes", () => {
  const group = `arn:aws:ec2:us-east-1:${id}:security-group/sg-1`;
  const less = (status: Statement["status"], outcome: SubjectVerdict["outcome"]) =>
    compare(
      [says(status, "EC2.13", { resourceId: group })],
      [judged(outcome, "sg-no-open-admin", group, "us-east-1")],
    ).opposed.length;
  expect([less("failed", pass("")), less("passed", fail(""))]).toEqual([1, 0]);
  const more = (status: Statement["status"], outcome: SubjectVerdict["outcome"]) =>
    compare([says(status, "S3.8")], [judged(outcome, "s3-bpa-bucket")]).opposed.length;
  expect([more("failed", pass("")), more("passed", fail(""))]).toEqual([0, 1]);
});

test("an account's Region is that of the finding", () => {
  const whole = { resourceId: `AWS::::Account:${id}` };
  const verdicts = ["us-east-1", "eu-west-1"].map((region) =>
    judged(
      region === "us-east-1" ? pass("on") : fail("off"),
      "guardduty-enabled",
      `region/${region}`,
      region,
    ),
  );
  const failed = ["us-east-1", "eu-west-1"].map((region) =>
    says("failed", "GuardDuty.1", { ...whole, region }),
  );
  expect(compare(failed, verdicts).opposed).toEqual([["pass", "guardduty-enabled", "us-east-1"]]);
});

test("a subject that is spoken of in several Regions disagrees once", () => {
  const everywhere = ["us-east-1", "eu-west-1", "ap-south-1"].map((region) =>
    says("failed", "IAM.3", { resourceId: `arn:aws:iam::${id}:user/a`, region }),
  );
  const ours = judged(pass("young"), "access-key-age-90d", `arn:aws:iam::${id}:user/a`);
  expect(compare(everywhere, [ours]).opposed).toEqual([["pass", "access-key-age-90d", "ap-south-1"]]);
});

test("what nobody mapped is not compared", () => {
  expect(doubtsOf([says("failed", "S3.2"), says("failed", "ELB.1")], [])).toEqual([]);
});
