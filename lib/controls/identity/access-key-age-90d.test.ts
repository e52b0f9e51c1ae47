import { expect, test } from "vitest";
import { arn, credential, daysAgo } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { accessKeyAge90d } from "./access-key-age-90d.ts";

const alice = arn.iam("user/alice");

function key(lastRotatedOn: string | null, active = true) {
  return { active, lastRotatedOn, lastUsedOn: null };
}

test.each([
  ["no key", [], "notApplicable"],
  ["an inactive old key", [key(daysAgo(400), false)], "notApplicable"],
  ["a key of today", [key(daysAgo(0))], "pass"],
  ["a key of 89 days and a half", [key(daysAgo(89))], "pass"],
  ["a key of 90 days and a half", [key(daysAgo(90))], "fail"],
  ["an old key beside a new one", [key(daysAgo(1)), key(daysAgo(200))], "fail"],
  ["an inactive old key beside a new one", [key(daysAgo(1)), key(daysAgo(200), false)], "pass"],
  [
    "a key without a date",
    [key(null)],
    "undecidable: The credential report does not date an active access key.",
  ],
  ["a key without a date beside an old one", [key(null), key(daysAgo(91))], "fail"],
])("%s", (_, keys, verdict) => {
  expect(verdicts(accessKeyAge90d, [credential({ keys })])).toEqual({ [alice]: verdict });
});

test("root is judged elsewhere", () => {
  expect(verdicts(accessKeyAge90d, [credential({ isRoot: true, keys: [key(daysAgo(400))] })])).toEqual({});
});

test("the evidence names the key by its place in the report", () => {
  const facts = [credential({ keys: [key(daysAgo(1)), key(daysAgo(100))] })];
  expect(evidenceOf(accessKeyAge90d, facts)).toEqual({
    summary: "An active access key of alice was last rotated more than 90 days ago.",
    fragments: [
      { label: "Access key 2", place: "iam.credential keys[1].lastRotatedOn", value: "2026-03-07" },
    ],
  });
});
