import { describe, expect, test } from "vitest";
import type { Fact } from "#lib/inventory/kinds.ts";
import {
  accountBlock,
  aclsBlocked,
  blocked,
  bucketBlock,
  key,
  keyArn,
  keyPolicy,
  policiesBlocked,
  secret,
  secretArn,
  unblocked,
} from "../testing/data-facts.ts";
import { accountId, arn, bucket, fact, organizationId, policyDocument, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { resourcePolicyNoPublic } from "./resource-policy-no-public.ts";

const arnOf = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
const allow = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const open = policyDocument(allow);
const closed = policyDocument({
  ...allow,
  Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
});

const queueArn = arnOf("sqs", "orders");
const topicArn = arnOf("sns", "orders");
const functionArn = arnOf("lambda", "function:orders");
const repositoryArn = arnOf("ecr", "repository/prod/orders");
const apiArn = `arn:aws:apigateway:${region}::/restapis/abc123`;

function queue(policy: string | null) {
  return fact("sqs.queue", queueArn, { name: "orders", policy, kmsKeyId: null, sqsManagedEncryption: true });
}

const resources: readonly [string, string, (document: string | null) => Fact[]][] = [
  ["queue", queueArn, (policy) => [queue(policy)]],
  ["topic", topicArn, (policy) => [fact("sns.topic", topicArn, { name: "orders", policy, kmsKeyId: null })]],
  [
    "REST API",
    apiArn,
    (policy) => [
      fact("apigateway.rest-api", apiArn, {
        id: "abc123",
        name: "orders",
        endpointTypes: ["REGIONAL"],
        policy,
        endpointDisabled: false,
      }),
    ],
  ],
  [
    "function",
    functionArn,
    (document) => [
      fact("lambda.function", functionArn, {
        name: "orders",
        runtime: null,
        packageType: "Image",
        roleArn: arn.iam("role/orders"),
        vpcId: null,
        subnetIds: [],
        securityGroupIds: [],
        variableNames: [],
        secrets: [],
        kmsKeyArn: null,
      }),
      fact("lambda.function-policy", functionArn, { document }),
    ],
  ],
  [
    "secret",
    secretArn,
    (document) => [secret(), fact("secretsmanager.secret-policy", secretArn, { document })],
  ],
  [
    "repository",
    repositoryArn,
    (document) => [
      fact("ecr.repository", repositoryArn, {
        name: "prod/orders",
        tagMutability: "IMMUTABLE",
        tagExclusions: [],
        scanOnPush: true,
        encryptionType: "AES256",
        kmsKey: null,
      }),
      fact("ecr.repository-policy", repositoryArn, { document }),
    ],
  ],
];

describe.each(resources)("a %s", (_, id, made) => {
  test.each([
    ["open to everybody", open, "fail"],
    ["kept to the organization", closed, "pass"],
    ["without a policy", null, "notApplicable"],
    ["whose policy is not JSON", "{", "undecidable: The policy document is not valid JSON."],
  ])("%s", (_, document, verdict) => {
    expect(verdicts(resourcePolicyNoPublic, made(document))).toEqual({ [id]: verdict });
  });
});

test.each([
  ["open to everybody", [keyPolicy(open)], "fail"],
  ["kept to the organization", [keyPolicy(closed)], "pass"],
  ["whose policy was not read", [], "undecidable: A resource's policy is not among the facts."],
])("a key %s", (_, facts, verdict) => {
  expect(verdicts(resourcePolicyNoPublic, [key(), ...facts])).toEqual({ [keyArn]: verdict });
});

describe("a bucket", () => {
  const status = (isPublic: boolean) => fact("s3.bucket-policy-status", arn.bucket("b"), { isPublic });
  const bare = [bucketBlock("b", unblocked), accountBlock(unblocked)];

  const cases: [string, Fact[], string][] = [
    ["without a policy", [...bucket("b", null), status(false), ...bare], "notApplicable"],
    ["that S3 calls public", [...bucket("b", open), status(true), ...bare], "fail"],
    ["that S3 does not", [...bucket("b", closed), status(false), ...bare], "pass"],
    ["whose policy only S3 could read", [...bucket("b", "{"), status(true), ...bare], "fail"],
    [
      "public and restricted by itself",
      [...bucket("b", open), status(true), bucketBlock("b", policiesBlocked), accountBlock(unblocked)],
      "pass",
    ],
    [
      "public and restricted by its account",
      [...bucket("b", open), status(true), bucketBlock("b", unblocked), accountBlock(blocked)],
      "pass",
    ],
    [
      "public, its ACLs alone blocked",
      [...bucket("b", open), status(true), bucketBlock("b", aclsBlocked), accountBlock(aclsBlocked)],
      "fail",
    ],
    [
      "public, new policies alone blocked",
      [
        ...bucket("b", open),
        status(true),
        bucketBlock("b", { ...policiesBlocked, restrictPublicBuckets: false }),
        accountBlock(unblocked),
      ],
      "fail",
    ],
    [
      "whose policy was not read",
      [...bucket("b"), ...bare],
      "undecidable: A bucket's policy is not among the facts.",
    ],
    [
      "whose status was not read",
      [...bucket("b", open), ...bare],
      "undecidable: The status of a bucket's policy is not among the facts.",
    ],
    [
      "whose account was not read",
      [...bucket("b", open), status(true), bucketBlock("b", unblocked)],
      "undecidable: The account's block of public access is not among the facts.",
    ],
  ];

  test.each(cases)("%s", (_, facts, verdict) => {
    expect(verdicts(resourcePolicyNoPublic, facts)).toEqual({ [arn.bucket("b")]: verdict });
  });
});

test("the evidence shows the statements that let everybody in, and those alone", () => {
  const document = policyDocument(
    { ...allow, Principal: { AWS: accountId } },
    { ...allow, Sid: "Anyone", Action: "sqs:SendMessage" },
  );
  expect(evidenceOf(resourcePolicyNoPublic, [queue(document)])).toEqual({
    summary: "A statement of the policy of orders lets everybody in.",
    fragments: [
      {
        label: "Statement 2 (Anyone)",
        place: "sqs.queue policy Statement[1]",
        value: {
          Sid: "Anyone",
          Effect: "Allow",
          Principal: { AWS: ["*"] },
          Action: ["sqs:SendMessage"],
          Resource: ["*"],
        },
      },
    ],
  });
});
