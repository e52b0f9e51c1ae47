import type { Account } from "./organization.ts";
import { row, type TruthRow, type World } from "./world.ts";

// Speaks for org-all-features (the Organization's ARN, global, in the management account alone): passes where it has
// all features and does not only share its bill.

export function featureTruth({ organization }: World, account: Account): TruthRow[] {
  const { id, managementId, features } = organization;
  if (account.id !== managementId) return [];
  const arn = `arn:aws:organizations::${managementId}:organization/${id}`;
  return [row(account, "org-all-features", arn, features === "ALL" ? "pass" : "fail")];
}
