import {
  ConfigServiceClient,
  paginateDescribeConfigurationAggregators,
  paginateDescribeOrganizationConformancePacks,
  paginateSelectAggregateResourceConfig,
} from "@aws-sdk/client-config-service";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";
import { configBudgets } from "./budgets.ts";
import { decodeInventory } from "./decode-inventory.ts";

const organizationConformancePacks = factRead({
  yields: ["config.organization-conformance-pack"],
  operations: ["config:DescribeOrganizationConformancePacks"],
  async *collect(context) {
    for (const region of context.enabledRegions) {
      const client = context.client(ConfigServiceClient, region);
      for await (const page of paginateDescribeOrganizationConformancePacks({ client, pageSize: 100 }, {}))
        for (const pack of page.OrganizationConformancePacks ?? []) {
          const arn = need(pack.OrganizationConformancePackArn, "OrganizationConformancePackArn");
          yield {
            kind: "config.organization-conformance-pack",
            resourceId: arn,
            payload: {
              arn,
              name: need(pack.OrganizationConformancePackName, "OrganizationConformancePackName"),
              region,
              deliveryBucket: pack.DeliveryS3Bucket || null,
              excludedAccounts: sorted(pack.ExcludedAccounts ?? []),
            },
          };
        }
    }
  },
});

const aggregators = factRead({
  yields: ["config.aggregator"],
  operations: ["config:DescribeConfigurationAggregators"],
  async *collect(context) {
    for (const region of context.enabledRegions) {
      const client = context.client(ConfigServiceClient, region);
      // A page size of zero is the largest there is, and AWS's own default.
      for await (const page of paginateDescribeConfigurationAggregators({ client }, {}))
        for (const aggregator of page.ConfigurationAggregators ?? []) {
          const arn = need(aggregator.ConfigurationAggregatorArn, "ConfigurationAggregatorArn");
          const ofOrganization = aggregator.OrganizationAggregationSource;
          const sources = ofOrganization ? [ofOrganization] : (aggregator.AccountAggregationSources ?? []);
          yield {
            kind: "config.aggregator",
            resourceId: arn,
            payload: {
              arn,
              name: need(aggregator.ConfigurationAggregatorName, "ConfigurationAggregatorName"),
              region,
              organization: ofOrganization !== undefined,
              allRegions: sources.length > 0 && sources.every((source) => source.AllAwsRegions === true),
              regions: sorted(new Set(sources.flatMap((source) => source.AwsRegions ?? []))),
            },
          };
        }
    }
  },
});

const whatIsWhere =
  "SELECT accountId, awsRegion, resourceType, COUNT(*) GROUP BY accountId, awsRegion, resourceType";

const inventory = factRead({
  yields: ["config.inventory"],
  operations: ["config:SelectAggregateResourceConfig"],
  needs: ["config.aggregator"],
  async *collect(context) {
    const ofOrganization = context
      .needed("config.aggregator")
      .filter(({ payload }) => payload.organization)
      .sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
    // One that gathers every Region says most; the first of several, so that it stays the same one.
    const chosen = ofOrganization.find(({ payload }) => payload.allRegions) ?? ofOrganization[0];
    if (chosen === undefined) return;
    const client = context.client(ConfigServiceClient, chosen.payload.region);
    const query = { ConfigurationAggregatorName: chosen.payload.name, Expression: whatIsWhere };
    const rows: string[] = [];
    // Grouped queries come 500 to a page unless a smaller one is asked for, and 100 is the most that can be asked for:
    // https://docs.aws.amazon.com/config/latest/APIReference/API_SelectAggregateResourceConfig.html
    for await (const page of paginateSelectAggregateResourceConfig({ client }, { ...query }))
      rows.push(...need(page.Results, "SelectAggregateResourceConfig Results"));
    for (const place of decodeInventory(rows))
      yield {
        kind: "config.inventory",
        resourceId: `inventory/${place.accountId}/${place.region}`,
        payload: place,
      };
  },
});

const base = { service: "config", scope: "organization", budgets: configBudgets } as const;

/** The aggregators of the account that administers Config, and what they know to exist. */
export const configAggregation = defineCollector({ ...base, reads: [aggregators, inventory] });
/** Packs that the Organization deploys, administered under a service principal of their own. */
export const configOrganizationPacks = defineCollector({ ...base, reads: [organizationConformancePacks] });
