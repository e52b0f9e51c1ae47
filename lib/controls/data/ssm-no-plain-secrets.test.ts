import { expect, test } from "vitest";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { ssmNoPlainSecrets } from "./ssm-no-plain-secrets.ts";

function parameter(name: string, type = "String") {
  const arn = `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, "")}`;
  return fact("ssm.parameter", arn, { name, type, tier: "Standard", keyId: null });
}

test.each([
  ["/orders/prod/db-password", "SecureString", "pass"],
  ["/orders/prod/db-password", "String", "fail"],
  ["/orders/prod/db-password", "StringList", "fail"],
  ["stripeApiKey", "String", "fail"],
  ["DB_PASSWORD", "String", "fail"],
  ["/secrets/region", "String", "notApplicable"],
  ["/secrets/flavour", "String", "notApplicable"],
  ["/orders/prod/password-policy", "String", "notApplicable"],
  ["/orders/prod/token-ttl", "String", "notApplicable"],
  ["/orders/prod/secret-arn", "String", "notApplicable"],
  ["tokenizer-model", "String", "notApplicable"],
  ["/orders/prod/endpoint", "SecureString", "notApplicable"],
])("%s of type %s", (name, type, verdict) => {
  const facts = [parameter(name, type)];
  expect(Object.values(verdicts(ssmNoPlainSecrets, facts))).toEqual([verdict]);
});

test("fills in the whole name, which the ARN lacks a slash of", () => {
  expect(evidenceOf(ssmNoPlainSecrets, [parameter("/prod/token")])).toMatchObject({
    summary: "/prod/token is named like a secret and is a plain String.",
    values: { parameter: "/prod/token" },
  });
});
