import { expect, test } from "vitest";
import { fact } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { workloadArn } from "../testing/workload-facts.ts";
import { lambdaUrlAuth } from "./lambda-url-auth.ts";

const functionArn = workloadArn.lambda("orders");

function url(authType: string, alias = "") {
  const payload = { functionArn, url: "https://abc.lambda-url.eu-central-1.on.aws/", authType };
  return fact("lambda.function-url", `${functionArn}${alias}`, payload);
}

test.each([
  ["AWS_IAM", "", "pass"],
  ["NONE", "", "fail"],
  ["NONE", ":live", "fail"],
])("%s of %s", (authType, alias, verdict) => {
  expect(verdicts(lambdaUrlAuth, [url(authType, alias)])).toEqual({ [`${functionArn}${alias}`]: verdict });
});

test("the remediation speaks of the function, where the URL is an alias's", () => {
  expect(evidenceOf(lambdaUrlAuth, [url("NONE", ":live")]).values).toEqual({ function: functionArn });
});
