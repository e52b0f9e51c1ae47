import type { ConfigurationAggregator } from "@aws-sdk/client-config-service";
import { resourceTypesOf } from "./config-inventory.ts";
import { administratorOf } from "./delegation.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import { type Account, activeAccounts } from "./organization.ts";
import { problem, type World } from "./world.ts";

/** The aggregators of an account in a Region: one of the Organization's, and one of two accounts by name. */
export function aggregatorsOf(world: World, account: Account, region: string): ConfigurationAggregator[] {
  const { homeRegion, managementId, id, securityId } = world.organization;
  if (region !== homeRegion) return [];
  const make = (name: string, more: ConfigurationAggregator): ConfigurationAggregator => ({
    ConfigurationAggregatorName: name,
    ConfigurationAggregatorArn: `arn:aws:config:${region}:${account.id}:config-aggregator/config-aggregator-${new Dice(`${id}/${name}`).letters(8).toLowerCase()}`,
    ...more,
  });
  const aggregators: ConfigurationAggregator[] = [];
  const administrator = administratorOf(world, "config.amazonaws.com");
  const missing = world.options.seed !== "postern" && fraction(`${world.options.seed}/no-aggregator`) < 0.2;
  if (account.id === administrator && !missing)
    aggregators.push(
      make("organization", {
        OrganizationAggregationSource: {
          RoleArn: `arn:aws:iam::${account.id}:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations`,
          ...(problem(world, "organization/aggregator", 0.4)
            ? { AllAwsRegions: false, AwsRegions: [homeRegion] }
            : { AllAwsRegions: true }),
        },
      }),
    );
  if (account.id === securityId)
    aggregators.push(
      make("audit", {
        AccountAggregationSources: [{ AccountIds: [managementId, securityId], AllAwsRegions: true }],
      }),
    );
  return aggregators;
}

const rows = remembered((world, gathered): string[] =>
  activeAccounts(world.organization).flatMap((account) =>
    account.regions
      .filter((region) => gathered === "all" || gathered.split(",").includes(region))
      .flatMap((awsRegion) =>
        resourceTypesOf(world, account, awsRegion).map((resourceType) =>
          JSON.stringify({ "COUNT(*)": 1, accountId: account.id, awsRegion, resourceType }),
        ),
      ),
  ),
);

/** What an aggregator of the Organization knows to exist, as the groups of a query by account, Region and type. */
export function inventoryRows(
  world: World,
  { OrganizationAggregationSource: source }: ConfigurationAggregator,
): string[] {
  if (source === undefined) return [];
  return rows(world, source.AllAwsRegions === true ? "all" : (source.AwsRegions ?? []).join(","));
}
