import { fraction } from "./dice.ts";
import type { World } from "./world.ts";

const always = ["securityhub.amazonaws.com", "guardduty.amazonaws.com"] as const;
/** Services that some organizations leave to the management account; the default seed leaves none. */
const usual = [
  "access-analyzer.amazonaws.com",
  "config-multiaccountsetup.amazonaws.com",
  "config.amazonaws.com",
  "inspector2.amazonaws.com",
  "sso.amazonaws.com",
] as const;

/** The account that a service is delegated to; undefined where nobody was asked to administer it. */
export function delegateOf({ options, organization }: World, service: string): string | undefined {
  const chosen = options.situation?.delegated?.[service];
  if (chosen === "none") return undefined;
  if (chosen === "network")
    return [...organization.accounts.values()].find(({ kind }) => kind === "network")?.id;
  const asUsual =
    always.some((each) => each === service) ||
    options.seed === "postern" ||
    fraction(`${options.seed}/delegated/${service}`) >= 0.3;
  return chosen === "security" || asUsual ? organization.securityId : undefined;
}

/** The service principals that an account administers for the organization; never the management account's. */
export function delegatedServices(world: World, accountId: string): string[] {
  if (accountId === world.organization.managementId) return [];
  return [...always, ...usual].filter((service) => delegateOf(world, service) === accountId);
}

/** The account that administers a service: the delegated one, else the management account. */
export function administratorOf(world: World, service: string): string {
  return delegateOf(world, service) ?? world.organization.managementId;
}
