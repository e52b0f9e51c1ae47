import type { Account } from "./organization.ts";
import type { TruthRow, Verdict } from "./world.ts";

/** Makes the truth rows of one Region of an account. */
export function rowsIn(account: Account, region: string) {
  return (control: string, resource: string, verdict: Verdict): TruthRow => ({
    account: account.id,
    region,
    control,
    resource,
    verdict,
  });
}
