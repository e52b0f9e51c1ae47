import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, fact, managementId, organizationId } from "./facts.ts";

export const rootId = "r-ab12";
export const unitId = "ou-ab12-11111111";

export function organization(over: Partial<PayloadOf<"organizations.organization">> = {}) {
  return fact("organizations.organization", organizationId, {
    id: organizationId,
    managementAccountId: managementId,
    featureSet: "ALL",
    rootId,
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
    ...over,
  });
}

export function member(id: string = accountId, over: Partial<PayloadOf<"organizations.account">> = {}) {
  return fact("organizations.account", id, {
    id,
    name: "workload",
    email: "workload@example.com",
    state: "ACTIVE",
    parentId: unitId,
    ouPath: `${rootId}/${unitId}`,
    joinedAt: null,
    ...over,
  });
}

export function controlPolicy(
  id: string,
  document: string,
  targetIds: string[],
  type = "SERVICE_CONTROL_POLICY",
) {
  const arn = `arn:aws:organizations::${managementId}:policy/${organizationId}/${type.toLowerCase()}/${id}`;
  return fact("organizations.policy", id, {
    id,
    arn,
    name: id,
    type,
    awsManaged: false,
    document,
    targetIds,
  });
}
