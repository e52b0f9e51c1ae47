import { expect, test } from "vitest";
import { isWholeService, isWholeServiceGrant } from "./breadth.ts";
import { parsePolicy } from "./policy.ts";

test.each([
  ["s3:*", true],
  ["S3:**", true],
  ["*", true],
  ["*:*", true],
  ["s*:*", true],
  ["s3:Get*", false],
  ["s3:*Object", false],
  ["*:Get*", false],
  ["s3:GetObject", false],
])("%s: %s", (pattern, expected) => {
  expect(isWholeService(pattern)).toBe(expected);
});

test.each([
  ["one of several actions", { Action: ["s3:GetObject", "ec2:*"] }, true],
  ["on one resource under a condition", { Action: "s3:*", Resource: "arn:aws:s3:::b" }, true],
  ["but for a service", { NotAction: "iam:*" }, true],
  ["but for an action", { NotAction: ["s3:DeleteBucket"] }, true],
  ["but for everything", { NotAction: ["*"] }, false],
  ["denied", { Effect: "Deny", Action: "s3:*" }, false],
])("%s", (_, statement, expected) => {
  const parsed = parsePolicy(JSON.stringify({ Statement: { Effect: "Allow", Resource: "*", ...statement } }));
  expect(parsed.ok && parsed.statements.some(isWholeServiceGrant)).toBe(expected);
});
