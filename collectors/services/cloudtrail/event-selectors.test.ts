import type { AdvancedEventSelector, EventSelector } from "@aws-sdk/client-cloudtrail";
import { describe, expect, test } from "vitest";
import { decodeSelectors } from "./event-selectors.ts";

const basic = (...selectors: EventSelector[]) => decodeSelectors(selectors, undefined);
const advanced = (...selectors: AdvancedEventSelector[]) => decodeSelectors(undefined, selectors);

const nothing = { read: "none", write: "none" };
const both = { read: "all", write: "all" };

describe("basic selectors, after https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html", () => {
  test("those of a trail that nobody changed keep every management event and no data", () => {
    const selector: EventSelector = {
      ReadWriteType: "All",
      IncludeManagementEvents: true,
      DataResources: [],
      ExcludeManagementEventSources: [],
    };
    expect(basic(selector)).toEqual({
      managementEvents: { ...both, excludedSources: [] },
      s3DataEvents: nothing,
    });
  });

  test.each([
    ["WriteOnly", { read: "none", write: "all" }],
    ["ReadOnly", { read: "all", write: "none" }],
  ] as const)("%s keeps half", (ReadWriteType, kept) => {
    expect(basic({ ReadWriteType, IncludeManagementEvents: true }).managementEvents).toEqual({
      ...kept,
      excludedSources: [],
    });
  });

  test("sources left out are named, unless another selector keeps them", () => {
    const without = {
      ReadWriteType: "All" as const,
      IncludeManagementEvents: true,
      ExcludeManagementEventSources: ["rdsdata.amazonaws.com", "kms.amazonaws.com"],
    };
    expect(basic(without).managementEvents).toEqual({
      ...both,
      excludedSources: ["kms.amazonaws.com", "rdsdata.amazonaws.com"],
    });
    const rest = { ...without, ExcludeManagementEventSources: ["kms.amazonaws.com"] };
    expect(basic(without, rest).managementEvents.excludedSources).toEqual(["kms.amazonaws.com"]);
  });

  test.each([
    ["arn:aws:s3", both],
    ["arn:aws:s3:::", both],
    ["arn:aws-cn:s3:::", both],
    ["arn:aws:s3:::one-bucket/", { read: "some", write: "some" }],
    ["arn:aws:s3:::one-bucket/prefix", { read: "some", write: "some" }],
  ])("objects of %s", (value, kept) => {
    const DataResources = [{ Type: "AWS::S3::Object", Values: [value] }];
    expect(basic({ ReadWriteType: "All", IncludeManagementEvents: false, DataResources })).toEqual({
      managementEvents: { ...nothing, excludedSources: [] },
      s3DataEvents: kept,
    });
  });

  test("reads of one bucket and writes of all add up", () => {
    const of = (ReadWriteType: "ReadOnly" | "WriteOnly", value: string): EventSelector => ({
      ReadWriteType,
      IncludeManagementEvents: false,
      DataResources: [{ Type: "AWS::S3::Object", Values: [value] }],
    });
    expect(basic(of("ReadOnly", "arn:aws:s3:::logs/"), of("WriteOnly", "arn:aws:s3")).s3DataEvents).toEqual({
      read: "some",
      write: "all",
    });
  });

  test("functions and no values are no objects", () => {
    const DataResources = [
      { Type: "AWS::Lambda::Function", Values: ["arn:aws:lambda"] },
      { Type: "AWS::S3::Object", Values: [] },
    ];
    expect(
      basic({ ReadWriteType: "All", IncludeManagementEvents: true, DataResources }).s3DataEvents,
    ).toEqual(nothing);
  });
});

describe("advanced selectors, after https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html", () => {
  const is = (Field: string, ...Equals: string[]) => ({ Field, Equals });
  const management = is("eventCategory", "Management");
  const objects = [is("eventCategory", "Data"), is("resources.type", "AWS::S3::Object")];

  test("without readOnly both reads and writes are kept", () => {
    expect(advanced({ FieldSelectors: [management] }).managementEvents).toEqual({
      ...both,
      excludedSources: [],
    });
    expect(advanced({ FieldSelectors: objects }).s3DataEvents).toEqual(both);
  });

  test.each([
    ["true", { read: "all", write: "none" }],
    ["false", { read: "none", write: "all" }],
  ])("readOnly %s keeps half", (value, kept) => {
    const FieldSelectors = [...objects, is("readOnly", value)];
    expect(advanced({ FieldSelectors }).s3DataEvents).toEqual(kept);
  });

  test("two halves are a whole", () => {
    const half = (value: string) => ({ FieldSelectors: [management, is("readOnly", value)] });
    expect(advanced(half("true"), half("false")).managementEvents).toMatchObject(both);
  });

  test("leaving a source out narrows nothing, and naming one does", () => {
    const without = { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] };
    expect(advanced({ FieldSelectors: [management, without] }).managementEvents).toEqual({
      ...both,
      excludedSources: ["kms.amazonaws.com"],
    });
    const only = is("eventSource", "iam.amazonaws.com");
    expect(advanced({ FieldSelectors: [management, only] }).managementEvents).toMatchObject({
      read: "some",
      write: "some",
    });
  });

  test.each([
    [{ Field: "resources.ARN", StartsWith: ["arn:aws:s3:::"] }, both],
    [
      { Field: "resources.ARN", StartsWith: ["arn:aws:s3:::one/"] },
      { read: "some", write: "some" },
    ],
    [
      { Field: "resources.ARN", NotStartsWith: ["arn:aws:s3:::noisy/"] },
      { read: "some", write: "some" },
    ],
    [
      { Field: "eventName", Equals: ["DeleteObject"] },
      { read: "some", write: "some" },
    ],
  ])("objects limited by %j", (limit, kept) => {
    expect(advanced({ FieldSelectors: [...objects, limit] }).s3DataEvents).toEqual(kept);
  });

  test("other categories and resources keep neither", () => {
    const tables = [is("eventCategory", "Data"), is("resources.type", "AWS::DynamoDB::Table")];
    const network = [is("eventCategory", "NetworkActivity"), is("eventSource", "s3.amazonaws.com")];
    expect(advanced({ FieldSelectors: tables }, { FieldSelectors: network })).toEqual({
      managementEvents: { ...nothing, excludedSources: [] },
      s3DataEvents: nothing,
    });
  });
});

test("a trail without selectors keeps nothing", () => {
  expect(decodeSelectors(undefined, undefined)).toEqual({
    managementEvents: { ...nothing, excludedSources: [] },
    s3DataEvents: nothing,
  });
});
