import { expect, test } from "vitest";
import { parsePolicy } from "./policy.ts";
import { namesSubjects, trustedIssuers } from "./web-identity.ts";

const github = "token.actions.githubusercontent.com";
const arnOf = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

function statement(over: object) {
  const parsed = parsePolicy(
    JSON.stringify({
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        ...("NotPrincipal" in over ? {} : { Principal: { Federated: arnOf(github) } }),
        ...over,
      },
    }),
  );
  if (!parsed.ok || parsed.statements[0] === undefined) throw new Error("bad fixture");
  return parsed.statements[0];
}

test.each([
  ["a provider", {}, [github]],
  [
    "one with a path",
    { Principal: { Federated: [arnOf("oidc.eks.eu-west-1.amazonaws.com/id/A1")] } },
    ["oidc.eks.eu-west-1.amazonaws.com/id/A1"],
  ],
  ["by pattern", { Action: "sts:*" }, [github]],
  ["but for another action", { Action: undefined, NotAction: "sts:AssumeRole" }, [github]],
  ["another action", { Action: "sts:AssumeRoleWithSAML" }, []],
  ["denied", { Effect: "Deny" }, []],
  ["Cognito", { Principal: { Federated: "cognito-identity.amazonaws.com" } }, []],
  ["SAML", { Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" } }, []],
  ["anybody", { Principal: "*" }, ["*"]],
  ["any provider", { Principal: { Federated: "*" } }, ["*"]],
  ["anybody but", { NotPrincipal: { AWS: "111122223333" } }, ["*"]],
  ["a service", { Principal: { Service: "pods.eks.amazonaws.com" } }, []],
  [
    "anybody of an organization, whom no token makes",
    { Principal: "*", Action: "sts:*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    [],
  ],
])("trusts %s", (_, over, expected) => {
  expect(trustedIssuers(statement(over))).toEqual(expected);
});

const sub = `${github}:sub`;

test.each([
  ["a subject", "StringEquals", sub, "repo:a/b:ref:refs/heads/main", true],
  ["the key in other letters", "StringEquals", sub.toUpperCase(), "repo:a/b", true],
  ["two subjects", "StringEquals", sub, ["repo:a/b", "repo:a/c"], true],
  ["a pattern without wildcard", "StringLike", sub, "repo:a/b", true],
  ["a star that is one", "StringEquals", sub, "repo:a/*", true],
  ["any value of a set", "ForAnyValue:StringEquals", sub, "repo:a/b", true],
  ["a pattern", "StringLike", sub, "repo:a/*", false],
  ["a pattern of one letter", "StringLike", sub, "repo:a/b?", false],
  ["a pattern among two", "StringLike", sub, ["repo:a/b", "repo:a/c:*"], false],
  ["if there is one", "StringEqualsIfExists", sub, "repo:a/b", false],
  ["for all values, none included", "ForAllValues:StringEquals", sub, "repo:a/b", false],
  ["all but one", "StringNotEquals", sub, "repo:a/b", false],
  ["no subject", "StringEquals", sub, [], false],
  ["the audience", "StringEquals", `${github}:aud`, "sts.amazonaws.com", false],
  ["another issuer's subject", "StringEquals", "gitlab.com:sub", "project_path:a/b", false],
])("asks for %s: %s %s %j %s", (_, operator, key, value, expected) => {
  expect(namesSubjects(statement({ Condition: { [operator]: { [key]: value } } }), github)).toBe(expected);
});
