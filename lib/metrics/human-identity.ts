import type { Slices } from "#lib/controls/define.ts";
import type { FactKind, PayloadOf } from "#lib/inventory/kinds.ts";
import type { MeasureInput } from "./measurement.ts";
import { ratio } from "./metric.ts";

/** The collected kinds that human identity rests on. */
export const humanIdentityKinds = [
  "iam.access-key",
  "iam.credential",
  "iam.role",
  "identity-center.assignment",
] as const satisfies readonly FactKind[];

type Input = Slices<(typeof humanIdentityKinds)[number]> & Pick<MeasureInput, "accountId" | "asOf">;

/** A share of `n` things; `value` is null where there are none. */
interface Share {
  readonly numerator: number;
  readonly n: number;
  readonly value: number | null;
}

/** Ages in whole days, the last one without an end. */
export const keyAges = ["<30", "<90", "<180", "<365", "older"] as const;

/** How people get into an account, and what long-lived keys are about. */
export interface HumanIdentity {
  /** Of the people who are known by name, those who come in through Identity Center. */
  readonly coverage: Share;
  /** People with an assignment of their own in the account; members of groups are not listed to us. */
  readonly centerUsers: number;
  /** Groups of Identity Center with an assignment in the account. */
  readonly centerGroups: number;
  /** Roles that a SAML provider of the account's own lets people into; who they are, it alone knows. */
  readonly federatedRoles: number;
  /** Whether more people than `coverage` counts come in by group or federation. */
  readonly isLeast: boolean;
  /** Of the IAM users with a console password, those with an MFA device. */
  readonly consoleMfa: Share;
  /** Active access keys of users by the day they were made. */
  readonly keys: { readonly n: number; readonly byAge: Readonly<Record<(typeof keyAges)[number], number>> };
}

const dayMs = 86_400_000;

function share(numerator: number, n: number): Share {
  return { numerator, n, value: ratio(numerator, n) };
}

function ageOf(createdOn: string, asOf: Date): (typeof keyAges)[number] {
  const days = Math.floor((asOf.getTime() - Date.parse(createdOn)) / dayMs);
  if (days < 30) return "<30";
  if (days < 90) return "<90";
  if (days < 180) return "<180";
  return days < 365 ? "<365" : "older";
}

const samlProvider = /:saml-provider\//;
/** Identity Center makes a provider of its own in each account for its permission sets. */
const centersOwn = /:saml-provider\/AWSSSO_/;

function isFederated(input: Input, role: PayloadOf<"iam.role">): boolean {
  const parsed = input.policy(role.trustPolicy);
  return (parsed.ok ? parsed.statements : []).some(
    ({ effect, principals }) =>
      effect === "Allow" &&
      principals?.some(
        ({ type, value }) => type === "Federated" && samlProvider.test(value) && !centersOwn.test(value),
      ) === true,
  );
}

/** How people get into an account: through Identity Center or with the passwords of IAM users. Root is neither. */
export function humanIdentity(input: Input): HumanIdentity {
  const assigned = (type: string) =>
    new Set(
      input
        .all("identity-center.assignment")
        .filter(({ payload }) => payload.accountId === input.accountId && payload.principalType === type)
        .map(({ payload }) => payload.principalId),
    ).size;
  const [centerUsers, centerGroups] = [assigned("USER"), assigned("GROUP")];
  const federatedRoles = input.all("iam.role").filter(({ payload }) => isFederated(input, payload)).length;
  const console = input
    .all("iam.credential")
    .filter(({ payload }) => !payload.isRoot && payload.passwordEnabled === true);
  const byAge = { "<30": 0, "<90": 0, "<180": 0, "<365": 0, older: 0 };
  const active = input.all("iam.access-key").filter(({ payload }) => payload.active);
  for (const { payload } of active) byAge[ageOf(payload.createdOn, input.asOf)]++;
  return {
    coverage: share(centerUsers, centerUsers + console.length),
    centerUsers,
    centerGroups,
    federatedRoles,
    isLeast: centerGroups + federatedRoles > 0,
    consoleMfa: share(console.filter(({ payload }) => payload.mfaActive).length, console.length),
    keys: { n: active.length, byAge },
  };
}
