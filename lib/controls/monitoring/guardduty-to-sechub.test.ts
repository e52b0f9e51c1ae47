import { expect, test } from "vitest";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { guarddutyToSechub } from "./guardduty-to-sechub.ts";

function subscription(product: string) {
  const arn = `arn:aws:securityhub:${region}:${accountId}:product-subscription/${product}`;
  return fact("securityhub.product-subscription", arn, { arn, product });
}

test.each([
  ["GuardDuty's findings", [subscription("aws/guardduty"), subscription("aws/config")], "pass"],
  ["others", [subscription("aws/config")], "fail"],
  ["those of another company's product", [subscription("acme/guardduty")], "fail"],
  ["those of one that is named alike", [subscription("aws/guardduty-lite")], "fail"],
  ["none, or Security Hub is off", [], "fail"],
])("takes in %s", (_, facts, verdict) => {
  expect(verdicts(guarddutyToSechub, facts)).toEqual({ [`region/${region}`]: verdict });
});

test("shows what it takes in", () => {
  expect(evidenceOf(guarddutyToSechub, [subscription("aws/config")])).toMatchObject({
    summary: "Security Hub in eu-central-1 does not take in GuardDuty's findings.",
    fragments: [{ value: ["aws/config"] }],
  });
});
