import { expect, test } from "vitest";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import {
  lambdaFunction,
  launchTemplate,
  sighting,
  taskDefinition,
  workloadArn,
} from "../testing/workload-facts.ts";
import { workloadNoStaticKeys } from "./workload-no-static-keys.ts";

const id = workloadArn.lambda("orders");
const unsearched = "undecidable: Not all of a workload's text could be searched for secrets.";

test.each([
  ["nothing", [], "pass"],
  ["an access key id", ["aws-access-key"], "fail"],
  ["an access key id and its secret", ["aws-access-key", "aws-secret-key"], "fail"],
  ["a secret access key alone", ["aws-secret-key"], "fail"],
  ["a session's credentials", ["aws-session-key", "aws-secret-key"], "pass"],
  ["a session's credentials and a key", ["aws-session-key", "aws-secret-key", "aws-access-key"], "fail"],
  ["another secret", ["private-key", "named-like-a-secret"], "pass"],
  ["text that was not searched", ["not-scanned"], unsearched],
  ["that, and a key", ["not-scanned", "aws-access-key"], "fail"],
  ["that, and another secret", ["not-scanned", "named-like-a-secret"], unsearched],
])("%s", (_, types, verdict) => {
  const secrets = types.map((type) => sighting(type));
  expect(verdicts(workloadNoStaticKeys, [lambdaFunction("orders", { secrets })])).toEqual({ [id]: verdict });
});

test("functions, task definitions and launch templates are subjects, each of its kind", () => {
  const secrets = [sighting("aws-access-key", "UserData line 4")];
  const facts = [lambdaFunction("orders"), taskDefinition({ secrets }), launchTemplate({ secrets })];
  expect(verdicts(workloadNoStaticKeys, facts)).toEqual({
    [id]: "pass",
    [workloadArn.definition]: "fail",
    [workloadArn.template]: "fail",
  });
});

test("the evidence says where and never what", () => {
  const secrets = [sighting("named-like-a-secret"), sighting("aws-access-key", "UserData line 4")];
  expect(evidenceOf(workloadNoStaticKeys, [launchTemplate({ secrets })])).toEqual({
    summary: "web holds a static access key (1 sighting).",
    fragments: [
      {
        label: "UserData line 4",
        place: "ec2.launch-template secrets[1]",
        value: { type: "aws-access-key", place: "UserData line 4" },
      },
    ],
  });
});
