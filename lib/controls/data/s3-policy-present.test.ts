import { expect, test } from "vitest";
import { arn, bucket, policyDocument } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { s3PolicyPresent } from "./s3-policy-present.ts";

const document = policyDocument({
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: arn.bucket("b/*"),
});

test.each([
  ["a policy, whatever it says", document, "pass"],
  ["no policy", null, "fail"],
  ["a policy that was not read", undefined, "undecidable: A bucket's policy is not among the facts."],
  ["a policy that does not parse", "{", "undecidable: The policy document is not valid JSON."],
])("%s", (_, given, verdict) => {
  expect(verdicts(s3PolicyPresent, bucket("b", given))).toEqual({ [arn.bucket("b")]: verdict });
});
