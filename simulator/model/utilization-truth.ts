import { identityOf } from "./identity.ts";
import { principalsOf } from "./last-accessed.ts";
import type { MeasureTruth } from "./measure-truth.ts";
import type { Account } from "./organization.ts";
import { forbiddenTo, useOf } from "./principal-truth.ts";
import type { World } from "./world.ts";

/** What every user and role of an account must contribute to permission utilization. */
export function utilizationTruth(world: World, account: Account): MeasureTruth[] {
  return principalsOf(identityOf(world, account)).map((principal) => {
    const { excluded, unused } = useOf(world, principal, forbiddenTo(world, account, principal));
    return {
      account: account.id,
      region: "global",
      metric: "permission-utilization",
      resource: principal.arn,
      standing: excluded === null ? "counted" : "excluded",
      reason: excluded,
      class: principal.role === undefined ? "user" : "role",
      value: unused,
    };
  });
}
