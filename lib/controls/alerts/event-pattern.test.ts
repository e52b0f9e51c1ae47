import { describe, expect, test } from "vitest";
import type { Json } from "#lib/inventory/findings.ts";
import { parseEventPattern } from "./event-pattern.ts";

function matches(pattern: object, event: Json): boolean {
  const parsed = parseEventPattern(JSON.stringify(pattern));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.matches(event);
}

const event = {
  source: "aws.iam",
  "detail-type": "AWS API Call via CloudTrail",
  resources: ["arn:aws:iam::111122223333:user/alice", "other"],
  detail: {
    eventName: "CreateAccessKey",
    sourceIPAddress: "203.0.113.7",
    count: 5,
    flag: true,
    nothing: null,
    empty: "",
    file: "/lib/a.png",
    items: [{ id: "a" }, { id: "b" }],
    userIdentity: { type: "IAMUser" },
  },
};

describe("comparisons, after the table of operators", () => {
  test.each<[string, Json, boolean]>([
    ["eventName", ["CreateAccessKey"], true],
    ["eventName", ["DeleteAccessKey", "CreateAccessKey"], true],
    ["eventName", ["createaccesskey"], false],
    ["eventName", [{ "equals-ignore-case": "createaccesskey" }], true],
    ["eventName", [{ prefix: "Create" }], true],
    ["eventName", [{ prefix: "" }], true],
    ["eventName", [{ prefix: "create" }], false],
    ["eventName", [{ prefix: { "equals-ignore-case": "create" } }], true],
    ["eventName", [{ suffix: "Key" }], true],
    ["eventName", [{ suffix: { "equals-ignore-case": "KEY" } }], true],
    ["eventName", [{ "anything-but": "CreateUser" }], true],
    ["eventName", [{ "anything-but": ["CreateUser", "CreateAccessKey"] }], false],
    ["eventName", [{ "anything-but": { prefix: "Create" } }], false],
    ["eventName", [{ "anything-but": { prefix: ["Get", "List"] } }], true],
    ["eventName", [{ "anything-but": { suffix: "Key" } }], false],
    ["eventName", [{ "anything-but": { "equals-ignore-case": ["createaccesskey"] } }], false],
    ["eventName", [{ "anything-but": { wildcard: "*Access*" } }], false],
    ["eventName", [{ wildcard: "Create*Key" }], true],
    ["eventName", [{ wildcard: "*Key*s" }], false],
    ["eventName", [{ wildcard: "Create.*Key" }], false],
    ["file", [{ wildcard: "*/lib/*.png" }], true],
    ["file", [{ wildcard: "/lib/\\*.png" }], false],
    ["count", [5], true],
    ["count", ["5"], false],
    ["count", [{ numeric: [">", 0, "<=", 5] }], true],
    ["count", [{ numeric: ["<", 5] }], false],
    ["count", [{ numeric: ["=", 5.0] }], true],
    ["count", [{ "anything-but": 5 }], false],
    ["eventName", [{ numeric: ["=", 5] }], false],
    ["flag", [true], true],
    ["flag", ["true"], false],
    ["nothing", [null], true],
    ["missing", [null], false],
    ["empty", [""], true],
    ["missing", [""], false],
    ["sourceIPAddress", [{ cidr: "203.0.113.0/24" }], true],
    ["sourceIPAddress", [{ cidr: "198.51.100.0/24" }], false],
    ["sourceIPAddress", [{ cidr: "2001:db8::/32" }], false],
    ["eventName", [{ cidr: "203.0.113.0/24" }], false],
    ["eventName", [{ exists: true }], true],
    ["eventName", [{ exists: false }], false],
    ["missing", [{ exists: false }], true],
    ["missing", [{ exists: true }], false],
    ["missing", [{ "anything-but": "x" }], false],
    ["userIdentity", [{ exists: true }], false],
    ["missing", { deeper: [{ exists: false }] }, true],
    ["eventName", { deeper: ["x"] }, false],
    ["items", { id: ["b"] }, true],
    ["items", { id: ["c"] }, false],
  ])("%s %j", (field, wanted, expected) => {
    expect(matches({ detail: { [field]: wanted } }, event)).toBe(expected);
  });
});

test("an array of the event matches by any of its elements", () => {
  expect(matches({ resources: ["other"] }, event)).toBe(true);
  expect(matches({ resources: [{ prefix: "arn:aws:s3" }] }, event)).toBe(false);
});

test("all fields must match", () => {
  expect(matches({ source: ["aws.iam"], detail: { eventName: ["CreateAccessKey"] } }, event)).toBe(true);
  expect(matches({ source: ["aws.s3"], detail: { eventName: ["CreateAccessKey"] } }, event)).toBe(false);
});

test("any pattern of an $or is enough, beside the other fields", () => {
  const either = { $or: [{ eventName: ["CreateUser"] }, { userIdentity: { type: ["IAMUser"] } }] };
  expect(matches({ source: ["aws.iam"], detail: either }, event)).toBe(true);
  expect(matches({ source: ["aws.s3"], detail: either }, event)).toBe(false);
  expect(matches({ $or: [{ source: ["aws.s3"] }, { detail: { count: [6] } }] }, event)).toBe(false);
});

test.each([
  ["not JSON", "{", "An event pattern is not a JSON object."],
  ["a list", "[]", "An event pattern is not a JSON object."],
  ["empty", "{}", "An event pattern is not understood: it names no field."],
  ["a bare value", '{"source":"aws.iam"}', "it gives source neither values nor fields."],
  ["without values", '{"source":[]}', "it has an empty list of values."],
  ["an empty $or", '{"$or":[]}', "it has an $or that lists no patterns."],
  ["an unknown comparison", '{"source":[{"like":"aws"}]}', "it compares by like in a way not known here."],
  ["a bad number", '{"a":[{"numeric":["~",1]}]}', "it compares by numeric in a way not known here."],
  ["a bad range", '{"a":[{"cidr":"x"}]}', "it compares by cidr in a way not known here."],
  ["two comparisons", '{"a":[{"prefix":"x","suffix":"y"}]}', "it has a list or several comparisons"],
])("is not understood: %s", (_, text, reason) => {
  const parsed = parseEventPattern(text);
  expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});
