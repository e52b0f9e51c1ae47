import { expect, test } from "vitest";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { configCisPack, namesCis } from "./config-cis-pack.ts";

function pack(name: string, templateDocument: string | null = null) {
  const arn = `arn:aws:config:${region}:${accountId}:conformance-pack/${name}/conformance-pack-a`;
  return fact("config.conformance-pack", arn, {
    arn,
    name,
    createdBy: null,
    templateDocument,
    deliveryBucket: null,
  });
}

test.each([
  ["by its name", [pack("Operational-Best-Practices-for-CIS-AWS-v1.4-Level1")], "pass"],
  [
    "by its template",
    [pack("baseline", "AWSConformancePacks-OperationalBestPracticesforCISAWSv14Level2")],
    "pass",
  ],
  ["of the Organization", [pack("OrgConformsPack-cis-foundations-a1b2c3d4")], "pass"],
  ["beside others", [pack("nist"), pack("cis")], "pass"],
  ["of another standard", [pack("Operational-Best-Practices-for-NIST-800-53-rev-5")], "fail"],
  ["that only sounds like it", [pack("precision-tuning", "acme-precision-tuning")], "fail"],
  ["none", [], "fail"],
])("a pack %s", (_, facts, verdict) => {
  expect(verdicts(configCisPack, facts)).toEqual({ [`region/${region}`]: verdict });
});

test.each([
  ["cis", true],
  ["CIS", true],
  ["my-cis-pack", true],
  ["CISv3", true],
  ["CIS1.4", true],
  ["OurCISControls", true],
  ["CIS_Critical_Security_Controls", true],
  ["exercise", false],
  ["PRECISION", false],
  ["CISCO-devices", false],
  ["Francisco", false],
  ["decision-cisco", false],
])("%s", (name, expected) => {
  expect(namesCis(name)).toBe(expected);
});

test("shows what there is", () => {
  expect(evidenceOf(configCisPack, [pack("nist")])).toMatchObject({
    summary: "None of the conformance packs in eu-central-1 is one of CIS.",
    fragments: [{ value: ["nist"] }],
  });
});
