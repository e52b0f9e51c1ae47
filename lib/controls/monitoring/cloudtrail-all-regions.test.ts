import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, fact, region } from "../testing/facts.ts";
import { trail } from "../testing/monitoring-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { cloudtrailAllRegions } from "./cloudtrail-all-regions.ts";

const id = `account/${accountId}`;
const events = (over: Partial<PayloadOf<"cloudtrail.trail">["managementEvents"]>) => ({
  managementEvents: { read: "all" as const, write: "all" as const, excludedSources: [], ...over },
});

test.each([
  ["that records everything", {}, "pass"],
  ["of the Organization", { organization: true }, "pass"],
  [
    "without the noise of keys",
    events({ excludedSources: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] }),
    "pass",
  ],
  ["without IAM's events", events({ excludedSources: ["iam.amazonaws.com", "kms.amazonaws.com"] }), "fail"],
  ["that is stopped", { logging: false }, "fail"],
  ["of one Region", { multiRegion: false }, "fail"],
  ["of writes alone", events({ read: "none" }), "fail"],
  ["of reads alone", events({ write: "none" }), "fail"],
  ["of some events", events({ read: "some", write: "some" }), "fail"],
  ["of data events alone", events({ read: "none", write: "none" }), "fail"],
])("a trail %s", (_, over, verdict) => {
  expect(verdicts(cloudtrailAllRegions, [trail(over)])).toEqual({ [id]: verdict });
});

test("no trail at all", () => {
  expect(verdicts(cloudtrailAllRegions, [])).toEqual({ [id]: "fail" });
});

test("two halves are not one trail", () => {
  const facts = [
    trail({ arn: "arn:aws:cloudtrail:eu-central-1:1:trail/reads", ...events({ write: "none" }) }),
    trail({ arn: "arn:aws:cloudtrail:eu-central-1:1:trail/writes", ...events({ read: "none" }) }),
  ];
  expect(verdicts(cloudtrailAllRegions, facts)).toEqual({ [id]: "fail" });
});

test("a trail may be at home in a Region that is not in scope", () => {
  const enabled = [region, "us-east-1"].map((name) =>
    fact("ec2.region", `region/${name}`, { name, optInStatus: "opt-in-not-required" }),
  );
  const [verdict] = Object.values(verdicts(cloudtrailAllRegions, enabled, [region]));
  expect(verdict).toBe(
    "undecidable: Not every enabled Region is in scope, and a trail may be at home in another.",
  );
  expect(verdicts(cloudtrailAllRegions, [...enabled, trail()], [region])).toEqual({ [id]: "pass" });
  expect(verdicts(cloudtrailAllRegions, enabled, [region, "us-east-1"])).toEqual({ [id]: "fail" });
});

test("says what each trail lacks", () => {
  const facts = [
    trail({ logging: false }),
    trail({
      arn: "arn:aws:cloudtrail:eu-central-1:1:trail/o",
      name: "o",
      organization: true,
      ...events({ read: "none" }),
    }),
  ];
  expect(evidenceOf(cloudtrailAllRegions, facts).summary).toBe(
    "The trail main is not logging. The Organization's trail o does not record every read event.",
  );
});
