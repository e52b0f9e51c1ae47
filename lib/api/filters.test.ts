import { expect, test } from "vitest";
import { BadFilter, findingsSearchParams, parseFindingsFilter } from "./filters.ts";

const parse = (text: string) => parseFindingsFilter(new URLSearchParams(text));

test("what the URL says comes back as the same URL, without what is the default", () => {
  const text =
    "status=all&severity=high%2Ccritical&account=111122223333&unit=ou-ab12-cdef3456&search=i-0a&sort=opened";
  expect(findingsSearchParams(parse(text)).toString()).toBe(text);
  expect(findingsSearchParams(parse("status=open&sort=severity&direction=desc")).toString()).toBe("");
});

test("unknown and empty parameters change nothing, repeated values count once", () => {
  expect(parse("utm_source=mail&severity=&search=")).toEqual(parse(""));
  expect(parse("severity=low,low").severity).toEqual(["low"]);
});

test.each([
  ["severity=urgent", "severity"],
  ["status=closed", "status"],
  ["account=12", "account"],
  ["account=111122223333,drop table", "account"],
  ["unit=../etc", "unit"],
  ["control=IAM MFA", "control"],
  ["region=us east", "region"],
  ["sort=name", "sort"],
  [`search=${"x".repeat(600)}`, "search"],
])("%s is refused and named", (text, field) => {
  expect(() => parse(text)).toThrow(BadFilter);
  try {
    parse(text);
  } catch (error) {
    expect(error).toMatchObject({ field });
  }
});
