import { describe, expect, test } from "vitest";
import { parsePolicy, type Statement } from "./policy.ts";
import { publicStatements } from "./public-access.ts";

function statements(...written: object[]): readonly Statement[] {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: written }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.statements;
}

const isPublic = (...written: object[]) => publicStatements(statements(...written)).length > 0;

const allow = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:::q" };
const account = "111122223333";

describe("principals", () => {
  test.each([
    ["*", true],
    [{ AWS: "*" }, true],
    [{ AWS: [`arn:aws:iam::${account}:root`, "*"] }, true],
    [{ Federated: "*" }, true],
    [{ AWS: account }, false],
    [{ AWS: `arn:aws:iam::${account}:role/app` }, false],
    [{ AWS: "AROAEXAMPLEEXAMPLE123" }, false],
    [{ AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" }, false],
    [{ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, false],
    [{ Service: "events.amazonaws.com" }, false],
  ])("%j", (Principal, expected) => {
    expect(isPublic({ ...allow, Principal })).toBe(expected);
  });

  test("all but a few are everybody", () => {
    expect(isPublic({ ...allow, Principal: undefined, NotPrincipal: { AWS: account } })).toBe(true);
  });
});

describe("what holds strangers back", () => {
  test.each([
    ["StringEquals", "aws:PrincipalOrgID", "o-exampleorg1", true],
    ["StringEquals", "AWS:PrincipalOrgId", "o-exampleorg1", true],
    ["StringLike", "aws:PrincipalOrgID", "o-*", false],
    ["StringEqualsIfExists", "aws:PrincipalOrgID", "o-exampleorg1", false],
    ["StringNotEquals", "aws:PrincipalOrgID", "o-exampleorg1", false],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-exampleorg1/r-ab12/*", true],
    ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-exampleorg1/r-ab12/*", false],
    ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "*/r-ab12/*", false],
    ["StringEquals", "aws:SourceAccount", account, true],
    ["StringEquals", "aws:SourceAccount", [account, "444455556666"], true],
    ["StringLike", "aws:SourceAccount", "*", false],
    ["StringEquals", "AWS:SourceOwner", account, true],
    ["StringEquals", "aws:PrincipalAccount", account, true],
    ["StringEquals", "aws:PrincipalAccount", "$" + "{aws:ResourceAccount}", true],
    ["StringEquals", "aws:SourceAccount", "$" + "{aws:PrincipalAccount}", false],
    ["StringEquals", "aws:PrincipalOrgID", "$" + "{aws:ResourceOrgID}", true],
    ["StringEquals", "kms:CallerAccount", account, true],
    ["StringEquals", "kms:ViaService", "s3.eu-central-1.amazonaws.com", false],
    ["ArnLike", "aws:SourceArn", `arn:aws:sns:*:${account}:*`, true],
    ["ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:alerts", false],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:our-bucket", true],
    ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::our-bucket", true],
    ["ArnLike", "aws:SourceArn", "arn:aws:s3:::our-*", false],
    ["StringLike", "aws:SourceArn", "*", false],
    ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`, true],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/app", false],
    ["StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d", true],
    ["StringLike", "aws:SourceVpce", "vpce-*", false],
    ["StringEquals", "aws:SourceVpc", ["vpc-0a1b2c3d", "vpc-1a2b3c4d"], true],
    ["StringLike", "aws:userid", "AROAEXAMPLEEXAMPLE123:*", true],
    ["StringLike", "aws:userid", "*", false],
    ["IpAddress", "aws:SourceIp", "203.0.113.0/24", true],
    ["IpAddress", "aws:SourceIp", "203.0.113.7", true],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", true],
    ["IpAddress", "aws:SourceIp", "0.0.0.0/0", false],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/1"], false],
    ["IpAddress", "aws:SourceIp", "2001:db8::/32", true],
    ["IpAddress", "aws:SourceIp", "2000::/3", false],
    ["IpAddress", "aws:SourceIp", "::/0", false],
    ["IpAddressIfExists", "aws:SourceIp", "203.0.113.0/24", false],
    ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24", false],
    ["Bool", "aws:SecureTransport", "true", false],
    ["Bool", "aws:PrincipalIsAWSService", "false", false],
    ["StringEquals", "aws:PrincipalTag/team", "us", false],
    ["StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM", false],
    ["StringEquals", "aws:SourceAccount", [], false],
  ])("%s %s %j", (operator, key, value, confined) => {
    expect(isPublic({ ...allow, Condition: { [operator]: { [key]: value } } })).toBe(!confined);
  });

  test("one of several conditions is enough, since all must hold", () => {
    const Condition = {
      Bool: { "aws:SecureTransport": "true" },
      StringEquals: { "aws:SourceAccount": account },
    };
    expect(isPublic({ ...allow, Condition })).toBe(false);
  });

  test("another statement's condition is not", () => {
    const confined = { ...allow, Condition: { StringEquals: { "aws:SourceAccount": account } } };
    expect(isPublic(confined, allow)).toBe(true);
  });
});

describe("a Deny takes back", () => {
  const offices = { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } };
  const deny = { ...allow, Effect: "Deny", Condition: offices };

  test.each([
    ["all but some addresses", deny, true],
    ["all but some addresses, of every action", { ...deny, Action: "*", Resource: "*" }, true],
    ["everything from everybody", { ...deny, Condition: undefined }, true],
    [
      "all but one organization",
      { ...deny, Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorg1" } } },
      true,
    ],
    [
      "all but one organization and AWS services",
      {
        ...deny,
        Condition: {
          StringNotEquals: { "aws:PrincipalOrgID": "o-exampleorg1" },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
      true,
    ],
    [
      "all but some addresses or a network",
      { ...deny, Condition: { ...offices, StringNotEquals: { "aws:SourceVpc": "vpc-0a1b2c3d" } } },
      true,
    ],
    [
      "all but those it names",
      { ...deny, Condition: undefined, Principal: undefined, NotPrincipal: { AWS: account } },
      true,
    ],
    [
      "all but half of the internet",
      { ...deny, Condition: { NotIpAddress: { "aws:SourceIp": "0.0.0.0/1" } } },
      false,
    ],
    ["plain HTTP only", { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }, false],
    [
      "plain HTTP from elsewhere only",
      { ...deny, Condition: { ...offices, Bool: { "aws:SecureTransport": "false" } } },
      false,
    ],
    ["one account's access", { ...deny, Principal: { AWS: account } }, false],
    ["another action", { ...deny, Action: "sqs:DeleteMessage" }, false],
    ["another resource", { ...deny, Resource: "arn:aws:sqs:::other" }, false],
    ["all actions but one", { ...deny, Action: undefined, NotAction: "sqs:SendMessage" }, false],
    [
      "who carries an organization only",
      { ...deny, Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": "o-exampleorg1/*" } } },
      false,
    ],
  ])("%s", (_, written, taken) => {
    expect(isPublic(allow, written)).toBe(!taken);
  });

  test("only where it covers all that is allowed", () => {
    expect(isPublic({ ...allow, Action: ["sqs:SendMessage", "sqs:ReceiveMessage"] }, deny)).toBe(true);
    expect(isPublic({ ...allow, Action: undefined, NotAction: "sqs:DeleteQueue" }, deny)).toBe(true);
  });
});

test("a Deny is never public, nor is a policy without a resource more so", () => {
  expect(isPublic({ ...allow, Effect: "Deny" })).toBe(false);
  expect(isPublic({ ...allow, Resource: undefined })).toBe(true);
});
