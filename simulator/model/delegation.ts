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

/** The service principals that the security account administers for the organization. */
export function delegatedServices({ options }: World): string[] {
  const chosen = usual.filter(
    (service) => options.seed === "postern" || fraction(`${options.seed}/delegated/${service}`) >= 0.3,
  );
  return [...always, ...chosen];
}

/** The account that administers a service: the delegated one, else the management account. */
export function administratorOf(world: World, service: string): string {
  const { securityId, managementId } = world.organization;
  return delegatedServices(world).includes(service) ? securityId : managementId;
}
