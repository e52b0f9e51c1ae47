import type { Dice } from "./dice.ts";

/** What stands where no secret belongs: `keys` are an access key, `secret` is any other. */
export type Planted = "nothing" | "keys" | "secret";

/** A piece of every planted secret, in any case: whatever is collected must not hold it. */
export const plantedMark = "pl4nt3d";

type Variables = Readonly<Record<string, string>>;

/** An access key as its owner would paste it. */
export function plantedKeys(dice: Dice): { readonly id: string; readonly secret: string } {
  return {
    id: `AKIAPL4NT3D${dice.letters(9)}`,
    secret: `Pl4nt3d/${dice.letters(16)}+${dice.hex(15)}`,
  };
}

function keyVariables(dice: Dice): Variables {
  const { id, secret } = plantedKeys(dice);
  return dice.pick<Variables>([
    { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret },
    { SETTINGS: JSON.stringify({ bucket: "orders", key: id }) },
  ]);
}

function plantedSecret(dice: Dice): Variables {
  const word = `Pl4nt3d${dice.hex(10)}`;
  const lines = Array.from({ length: 4 }, () => `${word}${dice.letters(40)}`).join("\n");
  const pem = `-----BEGIN RSA PRIVATE KEY-----\nMIIE${lines}\n-----END RSA PRIVATE KEY-----`;
  return dice.pick<Variables>([
    { DB_PASSWORD: word },
    { DATABASE_URL: `postgres://orders:${word}@orders.db.internal:5432/orders` },
    { STRIPE_API_KEY: word },
    { jwtSecret: word },
    { TLS_KEY: pem },
  ]);
}

/** Variables that look like secrets at first sight and hold none. */
function harmless(dice: Dice, accountId: string, region: string): Variables {
  return dice.pick<Variables>([
    { DB_PASSWORD: `arn:aws:secretsmanager:${region}:${accountId}:secret:orders/database-AbCdEf` },
    { DB_PASSWORD: "{{resolve:ssm-secure:/orders/db-password}}", TOKEN_TTL: "15m" },
    { DB_SECRET_NAME: "orders/database", MAX_TOKENS: "4096" },
    { TOKEN_URL: "https://login.acme.example/oauth2/token", TOKENIZER: "cl100k" },
    { DATABASE_URL: "postgres://orders.db.internal:5432/orders" },
    { DATABASE_URL: "postgres://orders:$" + "{DB_PASSWORD}@orders.db.internal:5432/orders" },
    { DEPLOYER_ID: `AROA${dice.letters(17)}`, AWS_ACCOUNT_ID: accountId },
    { EXAMPLE: "AKIAIOSFODNN7EXAMPLE" },
    { API_KEY: "ssm:/orders/prod/api-key", API_KEY_REQUIRED: "true" },
    { RELEASE: dice.hex(40) },
  ]);
}

/** The environment of a workload, with the secret that its intent names. */
export function variablesWith(
  planted: Planted,
  dice: Dice,
  accountId: string,
  region: string,
): Record<string, string> {
  const usual = { STAGE: dice.pick(["prod", "staging", "dev"]), LOG_LEVEL: "info", TABLE: "orders" };
  const lookalikes = harmless(dice, accountId, region);
  if (planted === "nothing") return { ...usual, ...lookalikes };
  return { ...usual, ...(planted === "keys" ? keyVariables(dice) : plantedSecret(dice)) };
}
