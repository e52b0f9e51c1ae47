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

/** Where a page of groups begins: among the places, and among the types of one. */
export interface Position {
  readonly place: number;
  readonly type: number;
}

const gatheredPlaces = remembered((world, gathered): { account: Account; region: string }[] =>
  activeAccounts(world.organization).flatMap((account) =>
    account.regions
      .filter((region) => gathered === "all" || gathered.split(",").includes(region))
      .map((region) => ({ account, region })),
  ),
);

/**
 * One page of what an aggregator of the Organization knows to exist, as the groups of a query by account, Region and
 * type. Place after place, so that a page of a large organization does not generate all of it.
 */
export function inventoryPage(
  world: World,
  { OrganizationAggregationSource: source }: ConfigurationAggregator,
  from: Position,
  size: number,
): { rows: string[]; next: Position | undefined } {
  const gathered = source?.AllAwsRegions === true ? "all" : (source?.AwsRegions ?? []).join(",");
  const places = source === undefined ? [] : gatheredPlaces(world, gathered);
  const rows: string[] = [];
  let start = from.type;
  for (let at = from.place; at < places.length; at++) {
    const place = places[at];
    const types = place ? resourceTypesOf(world, place.account, place.region) : [];
    for (let type = start; place && type < types.length; type++) {
      if (rows.length === size) return { rows, next: { place: at, type } };
      const group = { accountId: place.account.id, awsRegion: place.region, resourceType: types[type] };
      rows.push(JSON.stringify({ "COUNT(*)": 1, ...group }));
    }
    start = 0;
  }
  return { rows, next: undefined };
}
