import { expect, test } from "vitest";
import { allowAllStatements } from "./endpoint-policy.ts";
import { parsePolicy } from "./policy.ts";

const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const deny = { ...all, Effect: "Deny" };
const ours = { "aws:PrincipalOrgID": "o-exampleorg1" };

function places(...statements: readonly object[]): readonly number[] {
  const parsed = parsePolicy(JSON.stringify({ Statement: statements }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return allowAllStatements(parsed.statements).map(({ index }) => index);
}

test.each<[string, readonly object[], readonly number[]]>([
  ["AWS's own default", [all], [0]],
  ["everybody as an AWS principal", [{ ...all, Principal: { AWS: "*" } }], [0]],
  ["one account", [{ ...all, Principal: { AWS: "arn:aws:iam::111122223333:root" } }], []],
  ["all but one principal", [{ ...all, Principal: undefined, NotPrincipal: { AWS: "*" } }], [0]],
  ["every action of the service", [{ ...all, Action: "s3:*" }], [0]],
  ["every read of the service", [{ ...all, Action: "s3:Get*" }], []],
  ["all but some actions", [{ ...all, Action: undefined, NotAction: "s3:DeleteBucket" }], [0]],
  ["every action beside one", [{ ...all, Action: ["s3:GetObject", "s3:*"] }], [0]],
  [
    "all but every action, spelt beside one",
    [{ ...all, Action: undefined, NotAction: ["s3:GetObject", "*"] }],
    [],
  ],
  [
    "all but every resource, spelt beside one",
    [{ ...all, Resource: undefined, NotResource: ["arn:aws:s3:::x", "*"] }],
    [],
  ],
  ["every resource beside one", [{ ...all, Resource: ["arn:aws:s3:::x", "*"] }], [0]],
  ["all but every action", [{ ...all, Action: undefined, NotAction: "*" }], []],
  ["every bucket", [{ ...all, Resource: "arn:aws:s3:::*" }], [0]],
  ["every object of every bucket", [{ ...all, Resource: ["arn:aws:s3:::*/*"] }], [0]],
  ["every table of every account", [{ ...all, Resource: "arn:aws:dynamodb:eu-west-1:*:table/*" }], [0]],
  [
    "every table of one account",
    [{ ...all, Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/*" }],
    [],
  ],
  ["one bucket", [{ ...all, Resource: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"] }], []],
  ["buckets that begin alike", [{ ...all, Resource: "arn:aws:s3:::acme-*" }], []],
  ["all but one bucket", [{ ...all, Resource: undefined, NotResource: "arn:aws:s3:::x" }], [0]],
  ["principals of the organization", [{ ...all, Condition: { StringEquals: ours } }], []],
  [
    "principals of any organization",
    [{ ...all, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }],
    [0],
  ],
  ["those of the organization, if known", [{ ...all, Condition: { StringEqualsIfExists: ours } }], [0]],
  [
    "resources of the account",
    [{ ...all, Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } } }],
    [],
  ],
  ["AWS's own services", [{ ...all, Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } }], []],
  [
    "all but AWS's own services",
    [{ ...all, Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }],
    [0],
  ],
  ["users and roles alike", [{ ...all, Condition: { StringEquals: { "aws:PrincipalType": "User" } } }], [0]],
  ["requests with TLS", [{ ...all, Condition: { Bool: { "aws:SecureTransport": "true" } } }], [0]],
  [
    "requests from the endpoint's own VPC",
    [{ ...all, Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }],
    [0],
  ],
  ["everything, beside a narrow statement", [{ ...all, Action: "s3:GetObject" }, all], [1]],
  [
    "a perimeter",
    [
      all,
      {
        ...deny,
        Condition: {
          StringNotEqualsIfExists: ours,
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
    [],
  ],
  [
    "a perimeter of resources",
    [all, { ...deny, Condition: { StringNotEquals: { "aws:ResourceOrgID": "o-x" } } }],
    [],
  ],
  [
    "a perimeter for some actions",
    [all, { ...deny, Action: "s3:PutObject", Condition: { StringNotEquals: ours } }],
    [0],
  ],
  [
    "a perimeter that spares plain HTTP too",
    [all, { ...deny, Condition: { StringNotEquals: ours, Bool: { "aws:SecureTransport": "false" } } }],
    [0],
  ],
  ["a Deny of plain HTTP", [all, { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }], [0]],
  [
    "a perimeter that spares everybody",
    [all, { ...deny, Condition: { StringNotLike: { "aws:PrincipalOrgID": ["o-exampleorg1", "*"] } } }],
    [0],
  ],
  [
    "a Deny of services and of everybody else",
    [all, { ...deny, Condition: { Bool: { "aws:PrincipalIsAWSService": ["false", "true"] } } }],
    [0],
  ],
  ["a Deny of everything", [all, deny], []],
])("%s", (_, statements, expected) => {
  expect(places(...statements)).toEqual(expected);
});
