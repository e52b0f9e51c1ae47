import type { AwsSecurityFinding } from "@aws-sdk/client-securityhub";
import { describe, expect, test } from "vitest";
import { decodeSecurityHubFinding, sightSecurityHubFinding } from "./decode-finding.ts";

/** A control finding, shaped after https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html */
const finding = {
  SchemaVersion: "2018-10-08",
  Id: "arn:aws:securityhub:us-east-2:123456789012:security-control/CloudTrail.2/finding/a1b2",
  ProductArn: "arn:aws:securityhub:us-east-2::product/aws/securityhub",
  ProductName: "Security Hub",
  CompanyName: "AWS",
  Region: "us-east-2",
  GeneratorId: "security-control/CloudTrail.2",
  AwsAccountId: "123456789012",
  Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
  FirstObservedAt: "2022-10-06T02:18:23.076Z",
  LastObservedAt: "2022-10-28T16:10:06.956Z",
  CreatedAt: "2022-10-06T02:18:23.076Z",
  UpdatedAt: "2022-10-28T16:10:00.093Z",
  Severity: { Label: "MEDIUM", Normalized: 40, Original: "MEDIUM" },
  Title: "CloudTrail should have encryption at-rest enabled",
  Description: "This control checks whether CloudTrail is encrypted.",
  Resources: [
    { Type: "AwsCloudTrailTrail", Id: "arn:aws:cloudtrail:us-east-2:123456789012:trail/t", Partition: "aws" },
  ],
  Compliance: { Status: "FAILED", SecurityControlId: "CloudTrail.2" },
  Workflow: { Status: "NEW" },
  RecordState: "ACTIVE",
} satisfies AwsSecurityFinding;

test("a control finding is a misconfiguration without a beginning of its own", () => {
  expect(decodeSecurityHubFinding(finding)).toMatchObject({
    source: "security-hub",
    kind: "misconfiguration",
    accountId: "123456789012",
    region: "us-east-2",
    key: finding.Id,
    detectorControl: "CloudTrail.2",
    resourceId: "arn:aws:cloudtrail:us-east-2:123456789012:trail/t",
    resourceType: "AwsCloudTrailTrail",
    severity: "medium",
    detectedAt: new Date("2022-10-06T02:18:23.076Z"),
    firstObservedAt: null,
  });
});

test("a control that passes is gone, and said to pass where ours is compared with it", () => {
  const passing = {
    ...finding,
    Compliance: { Status: "PASSED" as const, SecurityControlId: "CloudTrail.2" },
  };
  const { finding: passed } = sightSecurityHubFinding({ ...passing, Workflow: { Status: "RESOLVED" } });
  expect(passed).toEqual({
    gone: true,
    source: "security-hub",
    accountId: "123456789012",
    key: finding.Id,
    passed: {
      region: "us-east-2",
      detectorControl: "CloudTrail.2",
      resourceId: "arn:aws:cloudtrail:us-east-2:123456789012:trail/t",
      title: finding.Title,
    },
  });
  const other = { Status: "PASSED" as const, SecurityControlId: "ELB.1" };
  for (const mute of [
    { ...passing, RecordState: "ARCHIVED" as const },
    { ...passing, Compliance: other },
    { ...passing, Compliance: { ...other, Status: "NOT_AVAILABLE" as const } },
  ])
    expect(sightSecurityHubFinding(mute).finding).toEqual({
      gone: true,
      source: "security-hub",
      accountId: "123456789012",
      key: finding.Id,
    });
});

test("a threat began when it was first observed", () => {
  const threat = {
    ...finding,
    ProductName: "GuardDuty",
    Types: ["TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS"],
    FirstObservedAt: "2026-11-01T10:00:00+01:00",
  };
  expect(decodeSecurityHubFinding(threat)).toMatchObject({
    kind: "threat",
    firstObservedAt: new Date("2026-11-01T09:00:00Z"),
  });
});

test.each([
  ["Software and Configuration Checks/Vulnerabilities/CVE", "Inspector", "vulnerability"],
  ["Software and Configuration Checks/Vulnerabilities/CVE", "Other", "vulnerability"],
  ["Effects/Data Exfiltration", "GuardDuty", "threat"],
  ["Unusual Behaviors/User", "GuardDuty", "threat"],
  ["Sensitive Data Identifications/PII", "Macie", "sensitive-data"],
  [
    "Software and Configuration Checks/AWS Security Best Practices/External Access Granted",
    "IAM Access Analyzer",
    "external-access",
  ],
  [
    "Software and Configuration Checks/AWS Security Best Practices/Unused Permission",
    "IAM Access Analyzer",
    "unused-access",
  ],
])("%s of %s is %s", (type, ProductName, kind) => {
  expect(decodeSecurityHubFinding({ ...finding, Types: [type], ProductName }).kind).toBe(kind);
});

test.each(["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const)("severity %s", (Label) => {
  expect(decodeSecurityHubFinding({ ...finding, Severity: { Label } }).severity).toBe(Label.toLowerCase());
});

describe("what the format requires is named when it is missing", () => {
  const { Title: _title, ...untitled } = finding;
  const { Id: _id, ...anonymous } = finding;
  test.each([
    ["AwsSecurityFinding.Title", untitled],
    ["AwsSecurityFinding.Id", anonymous],
    ["AwsSecurityFinding.Severity.Label", { ...finding, Severity: {} }],
    ["AwsSecurityFinding.Resources[0].Id", { ...finding, Resources: [] }],
    ['AwsSecurityFinding.CreatedAt is "soon"', { ...finding, CreatedAt: "soon" }],
  ])("%s", (message, broken) => {
    // The SDK's type promises what an answer may lack.
    const answered: unknown = broken;
    expect(() => decodeSecurityHubFinding(Object.assign({ ...finding }, blank(finding), answered))).toThrow(
      message,
    );
  });
});

/** Every field undefined, so that what `broken` leaves out is missing. */
function blank(of: object): object {
  return Object.fromEntries(Object.keys(of).map((key) => [key, undefined]));
}
