import type { CoveredResource, Finding } from "@aws-sdk/client-inspector2";
import { describe, expect, test } from "vitest";
import { decodeReachability } from "./decode-finding.ts";
import { countCoverage } from "./inspector2.ts";

const findingArn = "arn:aws:inspector2:us-east-1:111122223333:finding/0a1b2c3d4e5f";
const at = new Date("2026-10-05T12:00:00Z");

/** Fields after https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html */
const finding: Finding = {
  findingArn,
  awsAccountId: "111122223333",
  type: "NETWORK_REACHABILITY",
  title: "Port 22 is reachable from an Internet Gateway",
  description: "On the instance i-0abc, the port range 22-22 is reachable from an Internet Gateway.",
  severity: "MEDIUM",
  status: "ACTIVE",
  remediation: {},
  firstObservedAt: at,
  lastObservedAt: at,
  updatedAt: new Date("2026-11-05T12:00:00Z"),
  resources: [{ type: "AWS_EC2_INSTANCE", id: "i-0abc", partition: "aws", region: "us-east-1" }],
  networkReachabilityDetails: {
    openPortRange: { begin: 22, end: 22 },
    protocol: "TCP",
    networkPath: {
      steps: [
        { componentId: "igw-0abc", componentType: "AWS::EC2::InternetGateway" },
        { componentId: "i-0abc", componentType: "AWS::EC2::Instance" },
      ],
    },
  },
};

test("an open path is a vulnerability of the instance, with the path as evidence", () => {
  expect(decodeReachability(finding, "us-east-1")).toEqual({
    source: "inspector",
    kind: "vulnerability",
    accountId: "111122223333",
    region: "us-east-1",
    key: findingArn,
    controlId: null,
    resourceId: "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc",
    resourceType: "ec2.instance",
    severity: "medium",
    title: "Port 22 is reachable from an Internet Gateway",
    evidence: {
      summary: "On the instance i-0abc, the port range 22-22 is reachable from an Internet Gateway.",
      fragments: [
        {
          label: "Network path",
          place: "inspector.finding",
          value: {
            type: "NETWORK_REACHABILITY",
            protocol: "TCP",
            fromPort: 22,
            toPort: 22,
            steps: ["AWS::EC2::InternetGateway igw-0abc", "AWS::EC2::Instance i-0abc"],
          },
        },
      ],
    },
    detectedAt: at,
    firstObservedAt: null,
  });
});

test.each([
  ["CRITICAL", "critical"],
  ["HIGH", "high"],
  ["LOW", "low"],
  ["INFORMATIONAL", "informational"],
  ["UNTRIAGED", "medium"],
] as const)("severity %s is %s", (severity, ours) => {
  expect(decodeReachability({ ...finding, severity }, "us-east-1").severity).toBe(ours);
});

describe("what AWS always sends is named when it is missing", () => {
  test.each([
    ["Finding.findingArn is missing", { ...finding, findingArn: undefined }],
    ["Finding.awsAccountId is missing", { ...finding, awsAccountId: undefined }],
    ["Finding.resources[0] is missing", { ...finding, resources: [] }],
    ["Finding.firstObservedAt is missing", { ...finding, firstObservedAt: undefined }],
  ])("%s", (message, broken) => {
    expect(() => decodeReachability(broken, "us-east-1")).toThrow(message);
  });
});

test("coverage is counted by what is covered and how, whatever the order", () => {
  const resource = (
    id: string,
    scan: "PACKAGE" | "NETWORK",
    reason: "SUCCESSFUL" | "EC2_INSTANCE_STOPPED",
  ) => ({
    resourceId: id,
    resourceType: "AWS_EC2_INSTANCE" as const,
    accountId: "111122223333",
    scanType: scan,
    scanStatus: { statusCode: reason === "SUCCESSFUL" ? ("ACTIVE" as const) : ("INACTIVE" as const), reason },
  });
  const resources: CoveredResource[] = [
    resource("i-2", "PACKAGE", "SUCCESSFUL"),
    resource("i-1", "PACKAGE", "EC2_INSTANCE_STOPPED"),
    resource("i-3", "PACKAGE", "SUCCESSFUL"),
    resource("i-2", "NETWORK", "SUCCESSFUL"),
  ];
  const group = (scanType: string, status: string, reason: string, count: number) => ({
    resourceType: "AWS_EC2_INSTANCE",
    scanType,
    status,
    reason,
    count,
  });
  const expected = [
    group("NETWORK", "ACTIVE", "SUCCESSFUL", 1),
    group("PACKAGE", "ACTIVE", "SUCCESSFUL", 2),
    group("PACKAGE", "INACTIVE", "EC2_INSTANCE_STOPPED", 1),
  ];
  expect(countCoverage(resources)).toEqual(expected);
  expect(countCoverage([...resources].reverse())).toEqual(expected);
});
