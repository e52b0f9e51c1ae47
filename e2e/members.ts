import { dayOf, defaultEpoch } from "#simulator/model/calendar.ts";
import { hubEnabled } from "#simulator/model/hub-findings.ts";
import { type Account, activeAccounts, makeOrganization } from "#simulator/model/organization.ts";
import { detectorOf } from "#simulator/model/threats.ts";
import type { World } from "#simulator/model/world.ts";
import { organization } from "./simulator.ts";

/** For whom an administrator answers, and how many accounts it leaves to be asked in some Region. */
interface Answered {
  readonly regions: number;
  readonly accounts: number;
  readonly outside: number;
}

function today(): World {
  const options = {
    ...organization,
    findingsPerAccount: 40,
    roleName: "PosternReadOnly",
    externalId: undefined,
    epoch: dayOf(defaultEpoch),
  };
  const day = dayOf(new Date().toISOString().slice(0, 10));
  return { options, day, organization: makeOrganization(options, day) };
}

/** What the simulated organization's security account answers for today, by detector, as it was made. */
export function answered(): { readonly hub: Answered; readonly threats: Answered } {
  const world = today();
  const { securityId, homeRegion, accounts } = world.organization;
  const regions = accounts.get(securityId)?.regions ?? [];
  const active = activeAccounts(world.organization);
  const count = (
    isMember: (account: Account, region: string) => boolean,
    isAnswered: (account: Account, region: string) => boolean,
  ): Answered => ({
    regions: regions.length,
    accounts: active.filter((account) => regions.some((region) => isMember(account, region))).length,
    outside: active.filter((account) => account.regions.some((region) => !isAnswered(account, region)))
      .length,
  });
  const inHub = (account: Account, region: string) => hubEnabled(world, account, region);
  const watched = (account: Account, region: string) =>
    regions.includes(region) && detectorOf(world, account, region)?.status === "ENABLED";
  return {
    // Its Regions are gathered at home: who is a member there is answered for in all of them.
    hub: count(inHub, (account, region) => regions.includes(region) && inHub(account, homeRegion)),
    threats: count(watched, watched),
  };
}
