import type { FindingDetails, FindingSummaryV2 } from "@aws-sdk/client-accessanalyzer";
import { describe, expect, test } from "vitest";
import { decodeAccessFinding } from "./decode-finding.ts";

const analyzerArn = "arn:aws:access-analyzer:us-west-2:111122223333:analyzer/ConsoleAnalyzer";
const from = { analyzerArn, region: "us-west-2" };
const at = new Date("2026-11-01T09:30:00Z");

/** Fields and values after https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_FindingSummaryV2.html */
const bucket: FindingSummaryV2 = {
  id: "f1a2b3c4-0000-4000-8000-000000000001",
  findingType: "ExternalAccess",
  resource: "arn:aws:s3:::amzn-s3-demo-bucket",
  resourceType: "AWS::S3::Bucket",
  resourceOwnerAccount: "444455556666",
  status: "ACTIVE",
  createdAt: at,
  updatedAt: at,
  analyzedAt: new Date("2026-11-20T00:00:00Z"),
};
const external = (more: object): FindingDetails[] => [
  {
    externalAccessDetails: {
      action: ["s3:ListBucket", "s3:GetObject"],
      condition: {},
      principal: { AWS: "999988887777" },
      isPublic: false,
      sources: [{ type: "POLICY" }],
      ...more,
    },
  },
];

test("access from outside is a finding of the account that owns the resource", () => {
  expect(decodeAccessFinding(bucket, external({}), from)).toEqual({
    source: "access-analyzer",
    kind: "external-access",
    accountId: "444455556666",
    region: "us-west-2",
    key: "f1a2b3c4-0000-4000-8000-000000000001",
    controlId: null,
    resourceId: "arn:aws:s3:::amzn-s3-demo-bucket",
    resourceType: "AWS::S3::Bucket",
    severity: "high",
    title: "Access from outside to amzn-s3-demo-bucket",
    evidence: {
      summary: "AWS 999988887777 may use s3:GetObject, s3:ListBucket.",
      fragments: [
        {
          label: "Finding",
          place: "access-analyzer.finding",
          value: {
            type: "ExternalAccess",
            analyzerArn,
            resource: "arn:aws:s3:::amzn-s3-demo-bucket",
            principals: ["AWS 999988887777"],
            actions: ["s3:GetObject", "s3:ListBucket"],
            conditions: [{}],
            isPublic: false,
            sources: ["POLICY"],
          },
        },
      ],
    },
    detectedAt: at,
    firstObservedAt: null,
  });
});

test("access of anyone is critical", () => {
  const draft = decodeAccessFinding(bucket, external({ isPublic: true, principal: { AWS: "*" } }), from);
  expect(draft).toMatchObject({ severity: "critical", title: "Public access to amzn-s3-demo-bucket" });
});

describe("unused access", () => {
  const role: FindingSummaryV2 = {
    ...bucket,
    findingType: "UnusedPermission",
    resource: "arn:aws:iam::444455556666:role/team/deployer",
    resourceType: "AWS::IAM::Role",
  };
  const unused = (serviceNamespace: string, ...names: string[]): FindingDetails => ({
    unusedPermissionDetails: { serviceNamespace, actions: names.map((action) => ({ action })) },
  });

  test("names the unused actions, and a service that is unused as a whole", () => {
    const draft = decodeAccessFinding(
      role,
      [unused("sqs", "DeleteQueue"), unused("ec2", "StopInstances", "RunInstances"), unused("athena")],
      from,
    );
    expect(draft).toMatchObject({
      kind: "unused-access",
      severity: "low",
      title: "Unused permissions of deployer",
      evidence: { summary: "4 unused: athena:*, ec2:RunInstances, ec2:StopInstances, …" },
    });
    expect(draft.evidence.fragments[0]?.value).toMatchObject({
      unused: ["athena:*", "ec2:RunInstances", "ec2:StopInstances", "sqs:DeleteQueue"],
      count: 4,
    });
  });

  test("names fifty of many actions and counts the rest", () => {
    const many = Array.from({ length: 53 }, (_, index) => `Action${String(index).padStart(2, "0")}`);
    const value = decodeAccessFinding(role, [unused("ec2", ...many)], from).evidence.fragments[0]?.value;
    expect(value).toMatchObject({ count: 53 });
    const named = Object(value).unused;
    expect(named).toHaveLength(51);
    expect(named.at(-1)).toBe("and 3 more");
  });

  test.each([
    ["UnusedIAMRole", "medium", "Unused role deployer"],
    ["UnusedIAMUserAccessKey", "medium", "Unused access key of deployer"],
    ["UnusedIAMUserPassword", "medium", "Unused password of deployer"],
  ] as const)("%s is %s without more being asked", (findingType, severity, title) => {
    expect(decodeAccessFinding({ ...role, findingType }, [], from)).toMatchObject({
      kind: "unused-access",
      severity,
      title,
    });
  });
});

describe("what AWS always sends is named when it is missing", () => {
  test.each([
    ["FindingSummaryV2.id is missing", { ...bucket, id: undefined }],
    ["FindingSummaryV2.resource is missing", { ...bucket, resource: undefined }],
    ["FindingSummaryV2.resourceOwnerAccount is missing", { ...bucket, resourceOwnerAccount: undefined }],
    ["FindingSummaryV2.createdAt is missing", { ...bucket, createdAt: undefined }],
    ["FindingSummaryV2.findingType is InternalAccess", { ...bucket, findingType: "InternalAccess" as const }],
  ])("%s", (message, broken) => {
    expect(() => decodeAccessFinding(broken, [], from)).toThrow(message);
  });
});
