import { expect, test } from "vitest";
import { accountId, arn, policyDocument } from "../testing/facts.ts";
import { role, trustsEc2 } from "../testing/identity-facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { trustOidcSub } from "./trust-oidc-sub.ts";

const github = "token.actions.githubusercontent.com";
const eks = "oidc.eks.eu-west-1.amazonaws.com/id/A1";

function trust(issuer: string, Condition: object) {
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
  };
}

const aud = { [`${github}:aud`]: "sts.amazonaws.com" };
const scoped = trust(github, {
  StringEquals: { ...aud, [`${github}:sub`]: "repo:acme/app:ref:refs/heads/main" },
});
const wild = trust(github, { StringEquals: aud, StringLike: { [`${github}:sub`]: "repo:acme/app:*" } });
const bare = trust(github, { StringEquals: aud });
const pod = trust(eks, { StringEquals: { [`${eks}:sub`]: "system:serviceaccount:orders:api" } });

test.each([
  ["a subject", [scoped], "pass"],
  ["two providers, each with its subject", [scoped, pod], "pass"],
  ["a wildcard", [wild], "fail"],
  ["the audience alone", [bare], "fail"],
  ["one statement of two", [pod, bare], "fail"],
  ["the subject of another provider", [trust(github, { StringEquals: { [`${eks}:sub`]: "x" } })], "fail"],
  ["anybody with any token", [{ ...bare, Principal: "*", Condition: undefined }], "fail"],
  [
    "a subject asked of two providers of which one has it",
    [
      {
        ...scoped,
        Principal: {
          Federated: [github, eks].map((each) => `arn:aws:iam::${accountId}:oidc-provider/${each}`),
        },
      },
    ],
    "fail",
  ],
  [
    "Cognito's login",
    [{ ...bare, Principal: { Federated: "cognito-identity.amazonaws.com" } }],
    "notApplicable",
  ],
  ["a denied provider", [{ ...bare, Effect: "Deny" }], "notApplicable"],
])("%s", (_, statements, verdict) => {
  const facts = [role("deploy", { trustPolicy: policyDocument(...statements) })];
  expect(verdicts(trustOidcSub, facts)).toEqual({ [arn.iam("role/deploy")]: verdict });
});

test.each([
  [trustsEc2, "notApplicable"],
  ["{", "undecidable: The policy document is not valid JSON."],
])("the trust policy %s", (trustPolicy, verdict) => {
  expect(verdicts(trustOidcSub, [role("deploy", { trustPolicy })])).toEqual({
    [arn.iam("role/deploy")]: verdict,
  });
});

test("the evidence is the open statements, and the remediation names their issuer", () => {
  const facts = [role("deploy", { trustPolicy: policyDocument(pod, wild) })];
  expect(evidenceOf(trustOidcSub, facts)).toMatchObject({
    summary: `deploy lets tokens of ${github} in without a subject that is spelt out.`,
    fragments: [{ place: "iam.role trustPolicy Statement[1]" }],
    values: { issuer: github },
  });
});
