import { expect, test } from "vitest";
import { versioning } from "../testing/data-facts.ts";
import { arn, bucket } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { s3MfaDelete } from "./s3-mfa-delete.ts";

test.each([
  ["on", [versioning("b", "Enabled", true)], "pass"],
  ["off", [versioning("b", "Enabled")], "fail"],
  ["on while versioning is suspended", [versioning("b", "Suspended", true)], "fail"],
  ["off without versions", [versioning("b", "Off")], "fail"],
  ["not read", [], "undecidable: A bucket's versioning is not among the facts."],
])("MFA delete %s", (_, facts, verdict) => {
  expect(verdicts(s3MfaDelete, [...bucket("b"), ...facts])).toEqual({ [arn.bucket("b")]: verdict });
});
