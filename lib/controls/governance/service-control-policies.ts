import type { ParsedPolicy } from "#lib/iam/policy.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { fragment, notApplicable, type Outcome, type Slices, Undecidable } from "../define.ts";

export const scp = "SERVICE_CONTROL_POLICY";

export const organizationReads = ["organizations.organization", "organizations.policy"] as const;

type Reads = "organizations.account" | (typeof organizationReads)[number];
type Member = PayloadOf<"organizations.account">;

/** The account among those of the organization; null where it is not listed. */
export function memberSubject(facts: Slices<Reads>, { accountId }: { readonly accountId: string }) {
  const member = facts.all("organizations.account").find((fact) => fact.payload.id === accountId);
  return [{ resourceId: accountId, value: member?.payload ?? null }];
}

export interface EffectivePolicy {
  readonly policy: PayloadOf<"organizations.policy">;
  readonly parsed: ParsedPolicy;
}

interface Bearing {
  /** By id: the account's own policies, those of the units above it, and the root's. */
  readonly policies: readonly EffectivePolicy[];
  /** Throws where a policy that might have decided does not parse. */
  unread(): void;
}

/**
 * The service control policies that bear on a member account, or the outcome where none can: they do not bind
 * the management account, and none has effect while the type is off at the root.
 */
export function policiesOn(
  facts: Slices<Reads>,
  member: Member | null,
  accountId: string,
  off: (summary: string, ...fragments: Outcome["evidence"]["fragments"]) => Outcome,
): Bearing | Outcome {
  const organization = facts.all("organizations.organization")[0]?.payload;
  if (organization === undefined)
    throw new Undecidable("The organization is not among the facts.", "organizations.organization");
  if (organization.managementAccountId === accountId)
    return notApplicable("Service control policies do not bind the management account.");
  if (member === null) throw new Undecidable("The account is not among those of the organization.");
  if (!organization.enabledPolicyTypes.includes(scp))
    return off(
      "Service control policies are off at the root, so none has effect.",
      fragment(
        "Policy types",
        "organizations.organization enabledPolicyTypes",
        organization.enabledPolicyTypes,
      ),
    );
  const chain = new Set([member.id, member.parentId, ...member.ouPath.split("/")]);
  const policies = facts
    .all("organizations.policy")
    .map((fact) => fact.payload)
    .filter((policy) => policy.type === scp && policy.targetIds.some((target) => chain.has(target)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((policy) => ({ policy, parsed: facts.policy(policy.document) }));
  return {
    policies,
    unread() {
      const broken = policies.find(({ parsed }) => !parsed.ok)?.parsed;
      if (broken?.ok === false) throw new Undecidable(broken.reason, "organizations.policy");
    },
  };
}
