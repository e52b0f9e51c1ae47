import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { covers, coversAction, isEveryAction, isEveryResource } from "./pattern.ts";

describe("covers", () => {
  test.each([
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["s3:Get*", "s3:GetObject", true],
    ["s3:Get*", "s3:PutObject", false],
    ["s3:GetObjec?", "s3:GetObject", true],
    ["s3:GetObject?", "s3:GetObject", false],
    ["*:GetObject", "s3:GetObject", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/*", true],
    ["arn:aws:s3:::b*", "arn:aws:s3:::b/*", true],
    ["arn:aws:s3:::b/?", "arn:aws:s3:::b/*", false],
    ["arn:aws:s3:::b/logs/*", "arn:aws:s3:::b/*", false],
    ["a?", "a?", true],
    ["ab", "a?", false],
    ["a.c", "abc", false],
  ])("%s over %s: %s", (pattern, target, expected) => {
    expect(covers(pattern, target)).toBe(expected);
  });

  test("agrees with a regular expression on plain targets", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(patterns, letters, (pattern, target) => {
        const expression = pattern.replaceAll("*", ".*").replaceAll("?", ".");
        expect(covers(pattern, target)).toBe(new RegExp(`^${expression}$`).test(target));
      }),
    );
  });

  test("covers a pattern only if it covers what that pattern covers", () => {
    const patterns = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
    const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 });
    fc.assert(
      fc.property(patterns, patterns, letters, (wide, narrow, target) => {
        fc.pre(covers(wide, narrow) && covers(narrow, target));
        expect(covers(wide, target)).toBe(true);
      }),
    );
  });
});

test("actions are not case-sensitive", () => {
  expect(coversAction("S3:get*", "s3:GetObject")).toBe(true);
  expect(covers("S3:get*", "s3:GetObject")).toBe(false);
});

test.each([
  ["*", true],
  ["*:*", true],
  ["**", true],
  ["s3:*", false],
  ["*:Get*", false],
])("every action: %s is %s", (pattern, expected) => {
  expect(isEveryAction(pattern)).toBe(expected);
});

test.each([
  ["*", true],
  ["arn:aws:s3:::*", false],
  ["?", false],
])("every resource: %s is %s", (pattern, expected) => {
  expect(isEveryResource(pattern)).toBe(expected);
});
