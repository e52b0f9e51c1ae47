import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { configEnabled } from "./config-enabled.ts";

function recorder(over: Partial<PayloadOf<"config.recorder">> = {}) {
  const name = over.name ?? "default";
  const arn = `arn:aws:config:${region}:${accountId}:configuration-recorder/${name}`;
  return fact("config.recorder", arn, {
    arn,
    name,
    allSupported: true,
    globalTypes: false,
    includedTypes: [],
    excludedTypes: [],
    daily: false,
    recording: true,
    lastStatus: "Success",
    servicePrincipal: null,
    ...over,
  });
}

test.each([
  ["records", [recorder()], "pass"],
  ["records some types", [recorder({ allSupported: false, includedTypes: ["AWS::S3::Bucket"] })], "pass"],
  ["records once a day", [recorder({ daily: true })], "pass"],
  ["is stopped", [recorder({ recording: false })], "fail"],
  ["fails to deliver", [recorder({ lastStatus: "Failure" })], "fail"],
  ["delivers for the first time", [recorder({ lastStatus: "Pending" })], "fail"],
  ["has delivered nothing yet", [recorder({ lastStatus: null })], "fail"],
  ["belongs to a service", [recorder({ servicePrincipal: "securityhub.amazonaws.com" })], "fail"],
  [
    "is stopped beside one that a service keeps",
    [recorder({ recording: false }), recorder({ name: "s", servicePrincipal: "securityhub.amazonaws.com" })],
    "fail",
  ],
  ["does not exist", [], "fail"],
])("a recorder that %s", (_, facts, verdict) => {
  expect(verdicts(configEnabled, facts)).toEqual({ [`region/${region}`]: verdict });
});

test("says why", () => {
  expect(evidenceOf(configEnabled, [recorder({ lastStatus: "Failure" })]).summary).toBe(
    "Recorder default last ended in Failure in eu-central-1.",
  );
  expect(evidenceOf(configEnabled, []).summary).toBe("Config has no recorder in eu-central-1.");
});
