import { expect, test } from "vitest";
import { parsePolicy } from "./policy.ts";
import { strangers } from "./strangers.ts";

const ours = "111122223333";
const sibling = "555566667777";
const theirs = "444455556666";
const own = { id: "o-exampleorg1", accountIds: new Set([ours, sibling]) };
const root = (account: string) => `arn:aws:iam::${account}:root`;

function admitted(over: object): readonly string[] {
  const written = { Effect: "Allow", Action: "kms:*", Resource: "*", ...over };
  const parsed = parsePolicy(JSON.stringify({ Statement: written }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.statements.flatMap((statement) => strangers(statement, own));
}

const everybodyIf = (operator: string, key: string, value: string | string[]) => ({
  Principal: "*",
  Condition: { [operator]: { [key]: value } },
});

test.each([
  ["our own account", { Principal: { AWS: root(ours) } }, []],
  ["another of the organization", { Principal: { AWS: root(sibling) } }, []],
  ["a foreign account", { Principal: { AWS: [root(theirs), root(ours)] } }, [root(theirs)]],
  ["a foreign account by number", { Principal: { AWS: theirs } }, [theirs]],
  ["everybody", { Principal: "*" }, ["*"]],
  ["everybody and a foreign account", { Principal: { AWS: ["*", theirs] } }, [theirs, "*"]],
  ["all but one", { NotPrincipal: { AWS: root(ours) } }, ["*"]],
  ["a service", { Principal: { Service: "logs.amazonaws.com" } }, []],
  ["a deleted role", { Principal: { AWS: "AROAEXAMPLEEXAMPLE123" } }, []],
  ["our organization", everybodyIf("StringEquals", "aws:PrincipalOrgID", "o-exampleorg1"), []],
  ["our own callers", everybodyIf("StringEquals", "kms:CallerAccount", ours), []],
  ["foreign callers", everybodyIf("StringEquals", "kms:CallerAccount", [ours, theirs]), [theirs]],
  ["foreign roles", everybodyIf("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${theirs}:role/*`), [theirs]],
  ["our own roles", everybodyIf("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${ours}:role/*`), []],
  ["a network", everybodyIf("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d"), []],
  ["everybody over TLS", everybodyIf("Bool", "aws:SecureTransport", "true"), ["*"]],
  [
    "a foreign account kept to our organization",
    { Principal: { AWS: theirs }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-exampleorg1" } } },
    [],
  ],
  ["nobody by a Deny", { Effect: "Deny", Principal: "*" }, []],
])("%s", (_, over, expected) => {
  expect(admitted(over)).toEqual(expected);
});
