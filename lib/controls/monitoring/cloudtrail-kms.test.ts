import { expect, test } from "vitest";
import { keyArn } from "../testing/data-facts.ts";
import { trail } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { cloudtrailKms } from "./cloudtrail-kms.ts";

test.each([
  ["a customer's key", keyArn, "pass"],
  ["a key in another account", keyArn.replace("111122223333", "444455556666"), "pass"],
  ["none", null, "fail"],
])("%s", (_, kmsKeyArn, verdict) => {
  const fact = trail({ kmsKeyArn });
  expect(verdicts(cloudtrailKms, [fact])).toEqual({ [fact.resourceId]: verdict });
});

test("names the trail", () => {
  expect(evidenceOf(cloudtrailKms, [trail()]).summary).toBe("The trail main uses no key of the customer's.");
});
