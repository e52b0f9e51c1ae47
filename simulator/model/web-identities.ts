import { Dice, fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { policyDocument } from "./policies.ts";
import { problem, type Verdict, type World } from "./world.ts";

// Speaks for trust-oidc-sub (every role, global: pass where each statement that lets an OIDC provider's tokens in names
// whole subjects, fail where one does not, notApplicable where no OIDC provider is trusted).

/** Whom a role trusts of an OIDC provider, and whether that is somebody in particular. */
export interface WebTrust {
  readonly trust: object;
  readonly oidc: Verdict;
}

const issuer = "token.actions.githubusercontent.com";
const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };
const main = "repo:acme/platform:ref:refs/heads/main";

/** Conditions that name whole subjects, some of them in spellings that look otherwise. */
const scoped: readonly object[] = [
  { StringEquals: aud, StringLike: { [`${issuer}:sub`]: main } },
  { StringEquals: { ...aud, [`${issuer}:sub`]: [main, "repo:acme/platform:environment:production"] } },
  // StringEquals knows no wildcard: this admits nobody but a subject that ends in a star.
  { StringEquals: { ...aud, [`${issuer}:SUB`]: "repo:acme/platform:*" } },
];

const open: readonly object[] = [
  { StringEquals: aud },
  { StringEquals: aud, StringLike: { [`${issuer}:sub`]: "repo:acme/*" } },
  { StringEquals: aud, StringLike: { [`${issuer}:sub`]: [main, "repo:acme/tool?:ref:refs/heads/main"] } },
  { StringEquals: aud, StringEqualsIfExists: { [`${issuer}:sub`]: main } },
];

/** The role that the pipelines deploy with. */
export function pipelineTrust(world: World, account: Account): WebTrust {
  const key = `${account.id}/role/pipeline`;
  const isOpen = problem(world, key, 0.45);
  const choices = isOpen ? open : scoped;
  const pick = Math.floor(fraction(`${world.options.seed}/${key}/way`) * choices.length);
  const Federated = `arn:aws:iam::${account.id}:oidc-provider/${issuer}`;
  const trust = policyDocument({
    Effect: "Allow",
    Principal: { Federated },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: choices[pick],
  });
  return { trust, oidc: isOpen ? "fail" : "pass" };
}

/** A role of the people who sign in to the shop's app: its provider serves everybody, the pool is what counts. */
export function shopperTrust(): WebTrust {
  const provider = "cognito-identity.amazonaws.com";
  const trust = policyDocument({
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${provider}:aud`]: `eu-west-1:${new Dice("shoppers").uuid()}` },
      "ForAnyValue:StringLike": { [`${provider}:amr`]: "authenticated" },
    },
  });
  return { trust, oidc: "notApplicable" };
}
