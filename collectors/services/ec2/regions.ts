import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { ec2Budgets } from "./budgets.ts";

/** The Regions enabled in the account: the first thing a run reads, because it decides what else there is. */
const regions = factRead({
  yields: ["ec2.region"],
  operations: ["ec2:DescribeRegions"],
  async *collect(context) {
    const { Regions } = await context.client(EC2Client).send(new DescribeRegionsCommand({}));
    for (const region of need(Regions, "DescribeRegions Regions")) {
      const name = need(region.RegionName, "DescribeRegions Region.RegionName");
      yield {
        kind: "ec2.region",
        resourceId: `region/${name}`,
        payload: { name, optInStatus: region.OptInStatus ?? "opt-in-not-required" },
      };
    }
  },
});

export const ec2Regions = defineCollector({
  service: "ec2",
  scope: "global",
  budgets: ec2Budgets,
  reads: [regions],
});
