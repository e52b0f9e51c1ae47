import { expect, test } from "vitest";
import { versioning } from "../testing/data-facts.ts";
import { arn, bucket } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { s3Versioning } from "./s3-versioning.ts";

test.each([
  ["enabled", [versioning("b", "Enabled")], "pass"],
  ["suspended", [versioning("b", "Suspended")], "fail"],
  ["never enabled", [versioning("b", "Off")], "fail"],
  ["enabled on another bucket", [versioning("b", "Off"), versioning("c", "Enabled")], "fail"],
  ["not read", [], "undecidable: A bucket's versioning is not among the facts."],
])("versioning %s", (_, facts, verdict) => {
  expect(verdicts(s3Versioning, [...bucket("b"), ...facts])).toEqual({ [arn.bucket("b")]: verdict });
});
