import type { Finding } from "@aws-sdk/client-guardduty";
import { describe, expect, test } from "vitest";
import { decodeThreat } from "./decode-threat.ts";

const Arn = "arn:aws:guardduty:us-east-1:111122223333:detector/d1/finding/f1";

/** After https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html */
const finding: Finding = {
  SchemaVersion: "2.0",
  AccountId: "111122223333",
  Region: "us-east-1",
  Id: "f1",
  Arn,
  Type: "Backdoor:EC2/C&CActivity.B!DNS",
  Severity: 8,
  Title: "An instance asks for a command and control domain.",
  Description: "i-0abc asks for a domain of a botnet.",
  CreatedAt: "2026-11-20T10:07:30.512Z",
  UpdatedAt: "2026-11-20T10:20:00.000Z",
  Resource: { ResourceType: "Instance", InstanceDetails: { InstanceId: "i-0abc" } },
  Service: { EventFirstSeen: "2026-11-20T10:03:00.000Z", ResourceRole: "TARGET" },
};

test("a threat carries both instants of time to detect, and the ARN of its resource", () => {
  expect(decodeThreat(finding)).toMatchObject({
    source: "guardduty",
    kind: "threat",
    key: "f1",
    severity: "high",
    resourceId: "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc",
    resourceType: "ec2.instance",
    detectedAt: new Date("2026-11-20T10:07:30.512Z"),
    firstObservedAt: new Date("2026-11-20T10:03:00Z"),
  });
});

// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
test.each([
  [1, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [8.9, "high"],
  [9, "critical"],
  [10, "critical"],
])("severity %d is %s", (Severity, band) => {
  expect(decodeThreat({ ...finding, Severity }).severity).toBe(band);
});

test.each([
  [{ S3BucketDetails: [{ Arn: "arn:aws:s3:::data", Name: "data" }] }, "arn:aws:s3:::data", "s3.bucket"],
  [{ AccessKeyDetails: { UserName: "ana", PrincipalId: "AIDA1" } }, "ana", "iam.principal"],
  [{ ResourceType: "EKSCluster" }, Arn, "EKSCluster"],
])("the resource of %j", (Resource, resourceId, resourceType) => {
  expect(decodeThreat({ ...finding, Resource })).toMatchObject({ resourceId, resourceType });
});

test("a service that does not say when it began leaves that open", () => {
  expect(decodeThreat({ ...finding, Service: {} }).firstObservedAt).toBeNull();
});

describe("what AWS always sends is named when it is missing", () => {
  test.each([
    ["Finding.Id is missing", { ...finding, Id: undefined }],
    ["Finding.Type is missing", { ...finding, Type: undefined }],
    ["Finding.Severity is missing", { ...finding, Severity: undefined }],
    ["Finding.AccountId is missing", { ...finding, AccountId: undefined }],
    ['Finding.CreatedAt is "never"', { ...finding, CreatedAt: "never" }],
    [
      'Finding.Service.EventFirstSeen is "x"',
      { ...finding, Service: { ...finding.Service, EventFirstSeen: "x" } },
    ],
  ])("%s", (message, broken) => {
    expect(() => decodeThreat(broken)).toThrow(message);
  });
});
