import type { ConfigurationRecorder } from "@aws-sdk/client-config-service";
import { describe, expect, test } from "vitest";
import { decodeRecorder } from "./recorders.ts";

const arn = "arn:aws:config:us-east-1:111122223333:configuration-recorder/default/a1b2";
const roleARN =
  "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

/** After https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html */
const recorder: ConfigurationRecorder = {
  arn,
  name: "default",
  roleARN,
  recordingGroup: {
    allSupported: true,
    includeGlobalResourceTypes: true,
    resourceTypes: [],
    exclusionByResourceTypes: { resourceTypes: [] },
    recordingStrategy: { useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" },
  },
};

test("one that records everything", () => {
  const status = { name: "default", recording: true, lastStatus: "Success" as const };
  expect(decodeRecorder(recorder, status, arn)).toEqual({
    arn,
    name: "default",
    allSupported: true,
    globalTypes: true,
    includedTypes: [],
    excludedTypes: [],
    daily: false,
    recording: true,
    lastStatus: "Success",
    servicePrincipal: null,
  });
});

test("one that records some types names them in one order", () => {
  const recordingGroup = {
    allSupported: false,
    resourceTypes: ["AWS::S3::Bucket" as const, "AWS::EC2::VPC" as const],
    recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" as const },
  };
  expect(decodeRecorder({ ...recorder, recordingGroup }, undefined, arn)).toMatchObject({
    allSupported: false,
    includedTypes: ["AWS::EC2::VPC", "AWS::S3::Bucket"],
    excludedTypes: [],
  });
});

test("one that leaves types out does not record everything", () => {
  const recordingGroup = {
    allSupported: false,
    resourceTypes: [],
    exclusionByResourceTypes: { resourceTypes: ["AWS::EC2::NetworkInterface" as const] },
    recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" as const },
  };
  expect(decodeRecorder({ ...recorder, recordingGroup }, undefined, arn)).toMatchObject({
    allSupported: false,
    includedTypes: [],
    excludedTypes: ["AWS::EC2::NetworkInterface"],
  });
});

test.each([
  ["all types", { recordingFrequency: "DAILY" as const }],
  [
    "one type",
    {
      recordingFrequency: "CONTINUOUS" as const,
      recordingModeOverrides: [
        { resourceTypes: ["AWS::EC2::Instance" as const], recordingFrequency: "DAILY" as const },
      ],
    },
  ],
])("one that looks at %s once a day says so", (_, recordingMode) => {
  expect(decodeRecorder({ ...recorder, recordingMode }, undefined, arn)).toMatchObject({ daily: true });
});

test("one of a service for itself is told apart", () => {
  const servicePrincipal = "securityhub.amazonaws.com";
  expect(decodeRecorder({ ...recorder, servicePrincipal }, undefined, arn)).toMatchObject({
    servicePrincipal,
  });
});

describe("its state", () => {
  test("is off and unknown where there is none", () => {
    expect(decodeRecorder(recorder, undefined, arn)).toMatchObject({ recording: false, lastStatus: null });
  });

  test.each([
    ["SUCCESS", "Success"],
    ["Failure", "Failure"],
    ["PENDING", "Pending"],
    ["NotApplicable", "NotApplicable"],
  ])("%s is %s", (said, lastStatus) => {
    const answer: unknown = { name: "default", recording: true, lastStatus: said };
    expect(decodeRecorder(recorder, Object(answer), arn).lastStatus).toBe(lastStatus);
  });
});

test("a recorder without a name is refused by name", () => {
  expect(() => decodeRecorder({ ...recorder, name: undefined }, undefined, arn)).toThrow(
    "ConfigurationRecorder.name is missing",
  );
});
