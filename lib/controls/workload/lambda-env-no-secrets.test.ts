import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { lambdaFunction, sighting, workloadArn } from "../testing/workload-facts.ts";
import { lambdaEnvNoSecrets } from "./lambda-env-no-secrets.ts";

test.each([
  ["nothing", [], "pass"],
  ["a password by its name", ["named-like-a-secret"], "fail"],
  ["an access key", ["aws-access-key"], "fail"],
  ["a session's key", ["aws-session-key"], "fail"],
  [
    "variables that could not be decrypted",
    ["not-scanned"],
    "undecidable: Not all of a workload's text could be searched for secrets.",
  ],
  ["that, and a secret", ["not-scanned", "basic-auth"], "fail"],
])("%s", (_, types, verdict) => {
  const secrets = types.map((type) => sighting(type));
  expect(verdicts(lambdaEnvNoSecrets, [lambdaFunction("orders", { secrets })])).toEqual({
    [workloadArn.lambda("orders")]: verdict,
  });
});

test("the evidence counts and places them", () => {
  const secrets = [sighting("basic-auth", "Environment.Variables.URL"), sighting("not-scanned")];
  expect(evidenceOf(lambdaEnvNoSecrets, [lambdaFunction("orders", { secrets })])).toEqual({
    summary: "The variables of orders hold 1 secret.",
    fragments: [
      {
        label: "Environment.Variables.URL",
        place: "lambda.function secrets[0]",
        value: { type: "basic-auth", place: "Environment.Variables.URL" },
      },
    ],
  });
});
