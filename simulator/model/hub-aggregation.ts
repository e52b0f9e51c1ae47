import { administratorOf, delegateOf } from "./delegation.ts";
import { Dice } from "./dice.ts";
import { hubEnabled } from "./hub-findings.ts";
import type { Account } from "./organization.ts";
import { defaultRegions } from "./regions.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for sechub-aggregated (region/<region>): passes where Security Hub is on, the account is a member of its
// administrator, and the administrator gathers the Region's findings at home. Fails where Security Hub is off, where
// nobody gathers, and in Regions that are left out.

export type LinkingMode = "ALL_REGIONS" | "ALL_REGIONS_EXCEPT_SPECIFIED" | "SPECIFIED_REGIONS" | "NO_REGIONS";

export interface Aggregation {
  readonly mode: LinkingMode;
  /** The Regions it names: those it links, or those it leaves out. */
  readonly regions: readonly string[];
}

/** How the administrator gathers findings at home; undefined where it does not. */
export function aggregationOf(world: World): Aggregation | undefined {
  if (!problem(world, "organization/aggregation", 0.55)) return { mode: "ALL_REGIONS", regions: [] };
  const [first, ...others] = defaultRegions(world.options.regions).filter(
    (region) => region !== world.organization.homeRegion,
  );
  const left = first === undefined ? [] : [first];
  return new Dice(`${world.options.seed}/aggregation`).pick<Aggregation | undefined>([
    undefined,
    { mode: "NO_REGIONS", regions: [] },
    { mode: "SPECIFIED_REGIONS", regions: others },
    { mode: "ALL_REGIONS_EXCEPT_SPECIFIED", regions: left },
  ]);
}

/** Whether the administrator gathers a Region's findings at home. */
export function isGathered(world: World, region: string): boolean {
  const aggregation = aggregationOf(world);
  if (aggregation === undefined) return false;
  if (region === world.organization.homeRegion || aggregation.mode === "ALL_REGIONS") return true;
  if (aggregation.mode === "NO_REGIONS") return false;
  return aggregation.regions.includes(region) === (aggregation.mode === "SPECIFIED_REGIONS");
}

export function aggregationTruth(world: World, account: Account): TruthRow[] {
  const service = "securityhub.amazonaws.com";
  const administrator = world.organization.accounts.get(administratorOf(world, service));
  return account.regions.map((region) => {
    const arrives =
      delegateOf(world, service) !== undefined &&
      (account.member || account.id === administrator?.id) &&
      administrator?.regions.includes(region) === true &&
      hubEnabled(world, administrator, region);
    const good = hubEnabled(world, account, region) && arrives && isGathered(world, region);
    return {
      account: account.id,
      region,
      control: "sechub-aggregated",
      resource: `region/${region}`,
      verdict: good ? "pass" : "fail",
    };
  });
}
