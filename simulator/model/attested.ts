import { identityOf } from "./identity.ts";
import type { Account } from "./organization.ts";
import { rowsIn } from "./rows.ts";
import { workforceOf } from "./workforce.ts";
import type { TruthRow, World } from "./world.ts";

/** What no API tells: unknown until somebody gives their word, where there is something to give it on. */
export function attestedTruth(world: World, account: Account): TruthRow[] {
  const row = rowsIn(account, "global");
  const subject = `account/${account.id}`;
  const linked = identityOf(world, account).roles.some(({ path }) => path.startsWith("/aws-service-role/"));
  const { managementId } = world.organization;
  const asked = account.id === managementId && workforceOf(world)?.ownerId === managementId;
  return [
    row("slr-reviewed", subject, linked ? "unknown" : "notApplicable"),
    ...(asked ? [row("idc-external-idp-mfa", subject, "unknown")] : []),
  ];
}
