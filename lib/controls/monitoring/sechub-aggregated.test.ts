import { expect, test } from "vitest";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { sechubAggregated } from "./sechub-aggregated.ts";

const hubArn = `arn:aws:securityhub:${region}:${accountId}:hub/default`;
const hub = fact("securityhub.hub", hubArn, { arn: hubArn, autoEnableControls: true, subscribedAt: null });

function aggregator(linkingMode: string, regions: string[] = [], homeRegion = "us-east-1") {
  const arn = `arn:aws:securityhub:${homeRegion}:444455556666:finding-aggregator/a`;
  return fact("securityhub.finding-aggregator", arn, { arn, homeRegion, linkingMode, regions });
}

function membership(where: string, ...accountIds: string[]) {
  const payload = { region: where, administratorId: "444455556666", accountIds };
  return fact("securityhub.membership", `membership/${where}`, payload);
}

const member = [hub, membership(region, "444455556666", accountId)];

test.each([
  ["all Regions linked", [...member, aggregator("ALL_REGIONS")], "pass"],
  ["at home", [...member, aggregator("NO_REGIONS", [], region)], "pass"],
  ["linked by name", [...member, aggregator("SPECIFIED_REGIONS", [region])], "pass"],
  ["another linked by name", [...member, aggregator("SPECIFIED_REGIONS", ["eu-west-1"])], "fail"],
  ["all linked but another", [...member, aggregator("ALL_REGIONS_EXCEPT_SPECIFIED", ["eu-west-1"])], "pass"],
  ["all linked but this", [...member, aggregator("ALL_REGIONS_EXCEPT_SPECIFIED", [region])], "fail"],
  ["none linked", [...member, aggregator("NO_REGIONS")], "fail"],
  ["no aggregator", [...member], "fail"],
  ["off, all Regions linked", [membership(region, accountId), aggregator("ALL_REGIONS")], "fail"],
  ["all linked, but not a member", [hub, membership(region), aggregator("ALL_REGIONS")], "fail"],
  ["a member elsewhere", [hub, membership("us-east-1", accountId), aggregator("ALL_REGIONS")], "fail"],
])("%s", (_, facts, verdict) => {
  expect(verdicts(sechubAggregated, facts)).toEqual({ [`region/${region}`]: verdict });
});

test("says what lacks", () => {
  expect(evidenceOf(sechubAggregated, []).summary).toBe("Security Hub is off in eu-central-1.");
  expect(evidenceOf(sechubAggregated, [...member, aggregator("NO_REGIONS")]).summary).toBe(
    "Security Hub is on in eu-central-1, but no aggregator links the Region.",
  );
});
