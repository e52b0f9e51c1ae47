import { describe, expect, test } from "vitest";
import { allCollectors } from "#collectors/registry.ts";
import {
  declaredOperations,
  deniedActions,
  managedMemberPolicies,
  managedPolicyLimit,
  memberPolicies,
  type PolicyDocument,
  policySize,
} from "./access-policy.ts";
import { type Collector, defineCollector, factRead } from "./define.ts";
import { iamAction, iamActions } from "./iam-action.ts";

function calling(...operations: readonly string[]): Collector {
  const read = factRead({ yields: ["ec2.vpc"], operations, async *collect() {} });
  return defineCollector({ service: "ec2", scope: "regional", budgets: {}, reads: [read] });
}

/** What is denied as an action of API Gateway, for it is denied on some resources only. */
const byResource = "apigateway:GET";

const actionsOf = (documents: readonly PolicyDocument[], effect: "Allow" | "Deny") =>
  documents.flatMap(({ Statement }) =>
    Statement.filter((statement) => statement.Effect === effect).flatMap((statement) => statement.Action),
  );

describe("operations become the actions of AWS's service authorization reference", () => {
  test.each([
    ["s3:ListBuckets", "s3:ListAllMyBuckets"],
    ["s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"],
    ["s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"],
    ["s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"],
    ["s3:GetBucketPolicyStatus", "s3:GetBucketPolicyStatus"],
    ["iam:GetCredentialReport", "iam:GetCredentialReport"],
  ])("%s is allowed by %s", (operation, action) => {
    expect(iamAction(operation)).toBe(action);
  });

  test("asking who one is needs no permission", () => {
    expect(iamActions(["sts:GetCallerIdentity", "ec2:DescribeVpcs", "ec2:DescribeVpcs"])).toEqual([
      "ec2:DescribeVpcs",
    ]);
  });
});

describe("the role's policies", () => {
  test("allow what is declared and deny data", () => {
    const documents = memberPolicies([calling("s3:ListBuckets"), calling("ec2:DescribeVpcs")]);
    expect(actionsOf(documents, "Allow")).toEqual(["ec2:DescribeVpcs", "s3:ListAllMyBuckets"]);
    expect(actionsOf(documents, "Deny")).toEqual([...deniedActions, byResource]);
    expect(documents).toHaveLength(1);
  });

  test("never deny what a collector needs", () => {
    const allowed = iamActions(declaredOperations(allCollectors));
    const patterns = deniedActions.map((action) => new RegExp(`^${action.replace("*", ".*")}$`, "i"));
    expect(allowed.filter((action) => patterns.some((pattern) => pattern.test(action)))).toEqual([]);
  });

  test("allow API Gateway's one action where an operation reads, and never on keys", () => {
    const [document] = memberPolicies([calling("apigateway:GetRoutes", "apigateway:GetRestApis")], "aws-cn");
    expect(document?.Statement).toEqual([
      {
        Sid: "ReadApis",
        Effect: "Allow",
        Action: "apigateway:GET",
        Resource: ["arn:aws-cn:apigateway:*::/apis/*/routes*", "arn:aws-cn:apigateway:*::/restapis"],
      },
      { Sid: "NeverReadData", Effect: "Deny", Action: deniedActions, Resource: "*" },
      {
        Sid: "NeverReadApiKeys",
        Effect: "Deny",
        Action: "apigateway:GET",
        Resource: ["arn:aws-cn:apigateway:*::/apikeys*", "arn:aws-cn:apigateway:*::/usageplans/*/keys*"],
      },
    ]);
    expect(() => memberPolicies([calling("apigateway:GetApiKeys")])).toThrow("apigateway:GetApiKeys");
  });

  test("name beside AWS's own policy only what that lacks, whatever its wildcards and case", () => {
    const collectors = [calling("s3:ListBuckets", "ec2:DescribeVpcs", "iam:ListRoles")];
    const documents = managedMemberPolicies(collectors, ["EC2:Describe*", "iam:ListRole?"]);
    expect(actionsOf(documents, "Allow")).toEqual(["s3:ListAllMyBuckets"]);
    expect(actionsOf(documents, "Deny")).toEqual([...deniedActions, byResource]);
  });

  test("are split before they outgrow a managed policy, without losing an action", () => {
    const many = Array.from({ length: 400 }, (_, n) => `ec2:DescribeSomethingWithALongName${1_000 + n}`);
    const documents = memberPolicies([calling(...many)]);
    // 400 actions of 37 characters, quotes and commas included 40 each: 16,000 and the Deny need three.
    expect(documents).toHaveLength(3);
    expect(actionsOf(documents, "Allow")).toEqual(many);
    expect(actionsOf(documents, "Deny")).toEqual([...deniedActions, byResource]);
    for (const document of documents) expect(policySize(document)).toBeLessThanOrEqual(managedPolicyLimit);
  });
});
