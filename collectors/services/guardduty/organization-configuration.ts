import {
  GuardDutyClient,
  paginateDescribeOrganizationConfiguration,
  paginateListDetectors,
} from "@aws-sdk/client-guardduty";
import { distinct, need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead } from "#collectors/runtime/define.ts";

/** GuardDuty says so to an account that does not administer it for the Organization: nobody does, then. */
export const noAdministrator = [
  { code: "BadRequestException", message: /delegated admin|organizations? master permission/i },
];

/** Every Region has an administrator's detector and a configuration of its own. */
const organizationConfiguration = factRead({
  yields: ["guardduty.organization-configuration"],
  operations: ["guardduty:ListDetectors", "guardduty:DescribeOrganizationConfiguration"],
  async *collect(context) {
    for (const region of context.enabledRegions) {
      const client = context.client(GuardDutyClient, region);
      const detectors: string[] = [];
      for await (const page of paginateListDetectors({ client, pageSize: 50 }, {}))
        detectors.push(...(page.DetectorIds ?? []));
      for (const DetectorId of detectors) {
        const pages = await context.absent(noAdministrator, async () => {
          const all = [];
          for await (const page of paginateDescribeOrganizationConfiguration(
            { client, pageSize: 50 },
            { DetectorId },
          ))
            all.push(page);
          return all;
        });
        const first = pages?.[0];
        if (pages === undefined || first === undefined) continue;
        yield {
          kind: "guardduty.organization-configuration",
          resourceId: `arn:${context.partition}:guardduty:${region}:${context.accountId}:detector/${DetectorId}`,
          payload: {
            detectorId: DetectorId,
            region,
            // Endpoints that are older than the three choices say whether new members are enabled.
            autoEnableMembers:
              first.AutoEnableOrganizationMembers ?? (first.AutoEnable === true ? "NEW" : "NONE"),
            memberLimitReached: first.MemberAccountLimitReached ?? false,
            features: distinct(
              pages.flatMap((page) => page.Features ?? []),
              ({ Name }) => Name,
            )
              .map((feature) => ({
                name: need(feature.Name, "DescribeOrganizationConfiguration Feature.Name"),
                autoEnable: feature.AutoEnable ?? "NONE",
              }))
              .sort((a, b) => (a.name < b.name ? -1 : 1)),
          },
        };
      }
    }
  },
});

/** AWS publishes no limits for GuardDuty. */
export const guarddutyOrganizationConfiguration = defineCollector({
  service: "guardduty",
  scope: "organization",
  budgets: { "*": { rate: 5, burst: 10 } },
  reads: [organizationConfiguration],
});
