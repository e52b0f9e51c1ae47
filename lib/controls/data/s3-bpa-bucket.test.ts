import { expect, test } from "vitest";
import type { Fact } from "#lib/inventory/kinds.ts";
import {
  accountBlock,
  aclsBlocked,
  blocked,
  bucketBlock,
  policiesBlocked,
  unblocked,
} from "../testing/data-facts.ts";
import { arn, bucket } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { s3BpaBucket } from "./s3-bpa-bucket.ts";

const cases: [string, Fact[], string][] = [
  ["the bucket alone", [bucketBlock("b", blocked), accountBlock(unblocked)], "pass"],
  ["the account alone", [bucketBlock("b", unblocked), accountBlock(blocked)], "pass"],
  ["half by each", [bucketBlock("b", aclsBlocked), accountBlock(policiesBlocked)], "pass"],
  ["the same half by both", [bucketBlock("b", aclsBlocked), accountBlock(aclsBlocked)], "fail"],
  ["neither", [bucketBlock("b", unblocked), accountBlock(unblocked)], "fail"],
  [
    "another bucket's block",
    [bucketBlock("b", unblocked), bucketBlock("c", blocked), accountBlock(unblocked)],
    "fail",
  ],
  ["the bucket, its account not read", [bucketBlock("b", blocked)], "pass"],
  [
    "half of the bucket, its account not read",
    [bucketBlock("b", aclsBlocked)],
    "undecidable: The account's block of public access is not among the facts.",
  ],
  [
    "a bucket whose block was not read",
    [accountBlock(blocked)],
    "undecidable: A bucket's block of public access is not among the facts.",
  ],
];

test.each(cases)("blocked by %s", (_, facts, verdict) => {
  expect(verdicts(s3BpaBucket, [...bucket("b"), ...facts])).toEqual({ [arn.bucket("b")]: verdict });
});

test("names what neither sets", () => {
  const facts = [...bucket("b"), bucketBlock("b", aclsBlocked), accountBlock(unblocked)];
  expect(evidenceOf(s3BpaBucket, facts).summary).toBe(
    "Neither b nor its account sets BlockPublicPolicy, RestrictPublicBuckets.",
  );
});
