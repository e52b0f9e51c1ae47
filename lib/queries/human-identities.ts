import { z } from "zod";
import { measureInput } from "#lib/evaluate/measure-input.ts";
import { type Fact, type FactKind, isFactKind, kinds } from "#lib/inventory/kinds.ts";
import { type HumanIdentity, humanIdentity, humanIdentityKinds } from "#lib/metrics/human-identity.ts";
import { ratio } from "#lib/metrics/metric.ts";
import { rows } from "./database.ts";
import { inForce, type Moment } from "./moment.ts";

const row = z.object({
  accountId: z.string(),
  kind: z.string(),
  region: z.string(),
  resourceId: z.string(),
  payload: z.unknown(),
});

function isOf<K extends FactKind>(fact: Fact, kind: K): fact is Fact<K> {
  return fact.kind === kind;
}

/** Roles that a SAML provider lets people into are few: the others are left where they are. */
const wanted = `
  case f.kind
    when 'iam.role' then strpos(f.payload->>'trustPolicy', ':saml-provider/') > 0
    when 'identity-center.assignment' then f.payload->>'accountId' = any($2)
    else true
  end`;

async function factsOf(accounts: readonly string[], moment: Moment): Promise<Fact[]> {
  const found = await rows(
    `select f.account_id as "accountId", f.kind, f.region, f.resource_id as "resourceId", f.payload from fact f
     where f.kind = any($1) and ${inForce("f", moment)} and ${wanted}
       and (f.account_id = any($2) or f.kind = 'identity-center.assignment')`,
    [humanIdentityKinds, accounts],
  );
  return found.flatMap((each) => {
    const { kind, payload, ...rest } = row.parse(each);
    return isFactKind(kind) ? [{ ...rest, kind, payload: kinds[kind].schema.parse(payload) }] : [];
  });
}

const nothing = { facts: [], coverage: [] };
const share = (numerator: number, n: number) => ({ numerator, n, value: ratio(numerator, n) });

/** How people get into some accounts: the sum of what holds of each, so that a person counts once in each account. */
export async function getHumanIdentity(accounts: readonly string[], moment: Moment): Promise<HumanIdentity> {
  const facts = await factsOf(accounts, moment);
  const assignments = facts.filter((fact) => isOf(fact, "identity-center.assignment"));
  const byAccount = Map.groupBy(facts, ({ accountId }) => accountId);
  const assigned = Map.groupBy(assignments, ({ payload }) => payload.accountId);
  const each = accounts.map((accountId) => {
    const own = [
      ...(byAccount.get(accountId) ?? []).filter(({ kind }) => kind !== "identity-center.assignment"),
      ...(assigned.get(accountId) ?? []),
    ];
    const known = { accountId, asOf: moment.at, regions: [], facts: own, coverage: [] };
    return humanIdentity(measureInput({ ...known, organization: nothing }, nothing));
  });
  const sum = (of: (one: HumanIdentity) => number) => each.reduce((total, one) => total + of(one), 0);
  const age = (name: keyof HumanIdentity["keys"]["byAge"]) => sum(({ keys }) => keys.byAge[name]);
  return {
    coverage: share(
      sum(({ coverage }) => coverage.numerator),
      sum(({ coverage }) => coverage.n),
    ),
    centerUsers: sum(({ centerUsers }) => centerUsers),
    centerGroups: sum(({ centerGroups }) => centerGroups),
    federatedRoles: sum(({ federatedRoles }) => federatedRoles),
    isLeast: each.some(({ isLeast }) => isLeast),
    consoleMfa: share(
      sum(({ consoleMfa }) => consoleMfa.numerator),
      sum(({ consoleMfa }) => consoleMfa.n),
    ),
    keys: {
      n: sum(({ keys }) => keys.n),
      byAge: {
        "<30": age("<30"),
        "<90": age("<90"),
        "<180": age("<180"),
        "<365": age("<365"),
        older: age("older"),
      },
    },
  };
}
