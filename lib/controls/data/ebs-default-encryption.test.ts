import { expect, test } from "vitest";
import { fact, region } from "../testing/facts.ts";
import { verdicts } from "../testing/verdicts.ts";
import { ebsDefaultEncryption } from "./ebs-default-encryption.ts";

const setting = (enabled: boolean) => fact("ec2.ebs-encryption-default", `region/${region}`, { enabled });

test.each([
  ["on", [setting(true)], "pass"],
  ["off", [setting(false)], "fail"],
  ["not read", [], "undecidable: The Region's default encryption is not among the facts."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(ebsDefaultEncryption, facts)).toEqual({ [`region/${region}`]: verdict });
});
