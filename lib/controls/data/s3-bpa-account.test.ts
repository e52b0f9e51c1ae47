import { expect, test } from "vitest";
import { accountBlock, aclsBlocked, blocked, unblocked } from "../testing/data-facts.ts";
import { accountId } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { s3BpaAccount } from "./s3-bpa-account.ts";

test.each([
  ["all four settings", [accountBlock(blocked)], "pass"],
  ["none, as of an account that never set them", [accountBlock(unblocked)], "fail"],
  ["ACLs alone", [accountBlock(aclsBlocked)], "fail"],
  ["all but one", [accountBlock({ ...blocked, restrictPublicBuckets: false })], "fail"],
  [
    "settings that were not read",
    [],
    "undecidable: The account's block of public access is not among the facts.",
  ],
])("%s", (_, facts, verdict) => {
  expect(verdicts(s3BpaAccount, facts)).toEqual({ [`account/${accountId}`]: verdict });
});

test("names the settings that are off", () => {
  expect(evidenceOf(s3BpaAccount, [accountBlock(aclsBlocked)]).summary).toBe(
    "The account leaves BlockPublicPolicy, RestrictPublicBuckets off.",
  );
});
