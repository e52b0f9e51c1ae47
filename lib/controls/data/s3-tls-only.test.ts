import { expect, test } from "vitest";
import { arn, bucket, policyDocument } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { s3TlsOnly } from "./s3-tls-only.ts";

const id = arn.bucket("b");
const everywhere = [id, `${id}/*`];
const deny = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: everywhere,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

test.each([
  ["the statement AWS recommends", [deny], "pass"],
  ["principal written as AWS", [{ ...deny, Principal: { AWS: "*" } }], "pass"],
  ["every action", [{ ...deny, Action: "*" }], "pass"],
  ["one wide resource", [{ ...deny, Resource: "*" }], "pass"],
  ["a resource pattern over both", [{ ...deny, Resource: `${id}*` }], "pass"],
  [
    "shared between two statements",
    [
      { ...deny, Resource: id },
      { ...deny, Resource: `${id}/*` },
    ],
    "pass",
  ],
  [
    "the key in other letters, the value as a boolean",
    [{ ...deny, Condition: { Bool: { "AWS:SecureTransport": false } } }],
    "pass",
  ],
  ["only the objects", [{ ...deny, Resource: `${id}/*` }], "fail"],
  ["only the bucket", [{ ...deny, Resource: id }], "fail"],
  ["only a prefix", [{ ...deny, Resource: [id, `${id}/logs/*`] }], "fail"],
  ["another bucket", [{ ...deny, Resource: [arn.bucket("c"), arn.bucket("c/*")] }], "fail"],
  ["one action", [{ ...deny, Action: "s3:GetObject" }], "fail"],
  ["one principal", [{ ...deny, Principal: { AWS: "111122223333" } }], "fail"],
  [
    "all principals but one",
    [{ ...deny, Principal: undefined, NotPrincipal: { AWS: "111122223333" } }],
    "fail",
  ],
  ["an Allow", [{ ...deny, Effect: "Allow" }], "fail"],
  ["the wrong way round", [{ ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }], "fail"],
  ["no condition at all", [{ ...deny, Condition: undefined }], "fail"],
  [
    "a second condition",
    [{ ...deny, Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } }],
    "fail",
  ],
])("%s", (_, statements, verdict) => {
  expect(verdicts(s3TlsOnly, bucket("b", policyDocument(...statements)))).toEqual({ [id]: verdict });
});

test.each([
  ["no policy", null, "fail"],
  ["a policy that was not read", undefined, "undecidable: A bucket's policy is not among the facts."],
  [
    "a policy that does not parse",
    "[]",
    "undecidable: The policy document does not follow the IAM grammar at document.",
  ],
])("%s", (_, document, verdict) => {
  expect(verdicts(s3TlsOnly, bucket("b", document))).toEqual({ [id]: verdict });
});

test("says what is left open", () => {
  const facts = bucket("b", policyDocument({ ...deny, Resource: id }));
  expect(evidenceOf(s3TlsOnly, facts).summary).toBe(`b refuses plain HTTP, but not on ${id}/*.`);
});
