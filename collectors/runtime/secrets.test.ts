import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { findSecrets, findSecretsInVariables, scannedBytes } from "./secrets.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
// Put together here, so that no scanner takes this file for a leak.
const keyId = `AKIA${"QWERTYUIOPASDFGH"}`;
const secretKey = `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYzzzzzzzKEY"}`;
const pem = `-----BEGIN RSA PRIVATE ${"KEY"}-----\n${"MIIEowIBAAKCAQEA7f0".repeat(8)}\n-----END RSA PRIVATE ${"KEY"}-----`;

async function typesOf(variables: Record<string, string>) {
  const sightings = await findSecretsInVariables("Environment.Variables", variables);
  return Object.fromEntries(
    sightings.map(({ place, type }) => [place.replace("Environment.Variables.", ""), type]),
  );
}

describe("variables", () => {
  test("keep the kind, the place and the hash of a secret, and nothing of itself", async () => {
    const variables = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secretKey, STAGE: "prod" };
    const sightings = await findSecretsInVariables("Environment.Variables", variables);
    expect(sightings).toEqual([
      { type: "aws-access-key", place: "Environment.Variables.AWS_ACCESS_KEY_ID", sha256: sha256(keyId) },
      {
        type: "aws-secret-key",
        place: "Environment.Variables.AWS_SECRET_ACCESS_KEY",
        sha256: sha256(secretKey),
      },
    ]);
    expect(JSON.stringify(sightings)).not.toContain(keyId.slice(4));
  });

  test("are found by the shape of their value, whatever their name", async () => {
    expect(
      await typesOf({
        SETTINGS: `{"key":"${keyId}"}`,
        CERTIFICATE: pem,
        STORE: `postgres://app:${"sw0rdfish!"}@db.internal:5432/orders`,
        BOT: `xoxb-123456789012-1234567890123-${"abcdefABCDEF123456789012"}`,
        SESSION: `ASIA${"QWERTYUIOPASDFGH"}`,
      }),
    ).toEqual({
      SETTINGS: "aws-access-key",
      CERTIFICATE: "private-key",
      STORE: "database-connection-string",
      BOT: "slack",
      SESSION: "aws-session-key",
    });
  });

  test.each([
    "DB_PASSWORD",
    "dbPasswd",
    "STRIPE_API_KEY",
    "stripeApiKey",
    "JWT_SECRET",
    "GITHUB_TOKEN",
    "signing-key",
    "SERVICE_CREDENTIALS",
    "DB_PASSWORD_PROD",
  ])("named %s hold a secret when the value is a literal", async (name) =>
    expect(await typesOf({ [name]: "sw0rdfish" })).toEqual({ [name]: "named-like-a-secret" }),
  );

  test.each([
    ["DB_PASSWORD", "arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf"],
    ["DB_PASSWORD", "{{resolve:secretsmanager:orders:SecretString:password}}"],
    ["DB_PASSWORD", "ssm:/orders/prod/db-password"],
    ["DB_PASSWORD", "/orders/prod/db-password"],
    ["DB_PASSWORD", "prod/orders-2/db-password"],
    ["DB_PASSWORD", "$" + "{DB_PASSWORD}"],
    ["DB_PASSWORD", "<set by the operator>"],
    ["DB_PASSWORD", ""],
    ["DB_PASSWORD", "********"],
    ["API_KEY_REQUIRED", "true"],
    ["MAX_TOKENS", "4096"],
    ["CLIENT_SECRET", "https://vault.internal/v1/orders"],
    ["TOKEN_URL", "https://login.example.com/oauth2/token"],
    ["TOKEN_TTL", "15m"],
    ["SECRET_NAME", "orders"],
    ["PASSWORD_POLICY", "strong"],
    ["API_KEY_HEADER", "x-api-key"],
    ["TOKENIZER", "cl100k"],
    ["SECRETARY", "ana"],
    ["PWD", "/var/task"],
    ["KEY", "orders"],
    ["TABLE", "postgres://db.internal:5432/orders"],
    ["DATABASE_URL", "postgres://app:$" + "{DB_PASSWORD}@db.internal:5432/orders"],
    // Ids of roles, users and accounts look like key ids, and AWS's own example is nobody's.
    ["ROLE_ID", "AROAQWERTYUIOPASDFGH"],
    ["AWS_ACCOUNT_ID", "111122223333"],
    ["EXAMPLE", "AKIAIOSFODNN7EXAMPLE"],
    ["DIGEST", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ])("%s=%s is none", async (name, value) => expect(await typesOf({ [name]: value })).toEqual({}));

  test("do not run into each other", async () => {
    expect(await typesOf({ AWS_SECRET_ACCESS_KEY: "", NEXT: "a".repeat(35) })).toEqual({});
  });
});

describe("a script", () => {
  const script = [
    "#!/bin/bash",
    "# secretlint-disable",
    `export AWS_ACCESS_KEY_ID=${keyId}`,
    "export DB_PASSWORD='sw0rdfish' # of the old database",
    'export API_TOKEN="$(aws ssm get-parameter --name /orders/token)"',
    "echo $DB_PASSWORD",
  ].join("\n");

  test("names the lines, and no comment in it switches the search off", async () => {
    expect(await findSecrets("UserData", script)).toEqual([
      { type: "aws-access-key", place: "UserData line 3", sha256: sha256(keyId) },
      { type: "named-like-a-secret", place: "UserData line 4", sha256: sha256("sw0rdfish") },
    ]);
  });

  test("that is too long says that it was not searched to its end", async () => {
    const long = `${script}\n${"#\n".repeat(scannedBytes / 2)}export LATE=${keyId}2`;
    expect((await findSecrets("UserData", long)).map(({ type, place }) => [type, place])).toEqual([
      ["aws-access-key", "UserData line 3"],
      ["named-like-a-secret", "UserData line 4"],
      ["not-scanned", "UserData"],
    ]);
  });
});
