import type { SecretListEntry } from "@aws-sdk/client-secrets-manager";
import { shortlyAfterMidnight } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for secrets-rotation: every secret whose deletion is not scheduled; passes where rotation is on. A secret
// whose rotation was switched off keeps its old rules and the day of its last rotation.

interface Entry extends SecretListEntry {
  readonly ARN: string;
  readonly Name: string;
}

export interface Secret {
  readonly entry: Entry;
  readonly policy: object | undefined;
}

export interface Secrets {
  /** Those whose deletion is scheduled too: AWS lists them only where asked to. */
  readonly secrets: readonly Secret[];
  readonly truth: readonly TruthRow[];
}

const names = ["prod/database", "prod/payment-api", "mail/smtp", "partner/sftp", "internal/signing"] as const;

type Rotation = Omit<SecretListEntry, "ARN" | "Name">;

function rotationOf(world: World, account: Account, key: string, on: boolean, dice: Dice): Rotation {
  const neverSet = dice.chance(0.6);
  const days = dice.pick([7, 30, 90]);
  if (!on && neverSet) return {};
  const age = (world.day - account.joined) % days;
  return {
    RotationEnabled: on,
    RotationRules: { AutomaticallyAfterDays: days },
    RotationLambdaARN: `arn:aws:lambda:us-east-1:${account.id}:function:rotate-secret`,
    LastRotatedDate: shortlyAfterMidnight(on ? world.day - age : account.joined, key),
  };
}

function makeSecret(world: World, account: Account, region: string, index: number) {
  const key = `${account.id}/${region}/secret/${index}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const ofRds = index > 0 && dice.chance(0.2);
  const Name = ofRds ? `rds!db-${dice.uuid()}` : `${account.name}/${names[index] ?? "spare"}`;
  const ARN = `arn:aws:secretsmanager:${region}:${account.id}:secret:${Name}-${dice.letters(6)}`;
  // What RDS manages RDS rotates, without a function of the account's own.
  const rotated = ofRds || !problem(world, `${key}/rotation`, 0.5);
  const managed: Rotation = {
    OwningService: "rds",
    RotationEnabled: true,
    RotationRules: { AutomaticallyAfterDays: 7 },
  };
  const deleted = index === 3 && dice.chance(0.5);
  const made: Secret = {
    entry: {
      ARN,
      Name,
      Description: ofRds ? "Secret associated with primary RDS DB instance" : `${Name} of ${account.name}`,
      KmsKeyId: dice.chance(0.5) ? encryptionKey(world, account, region) : undefined,
      CreatedDate: shortlyAfterMidnight(account.joined, key),
      LastAccessedDate: shortlyAfterMidnight(world.day - 1, key),
      DeletedDate: deleted ? shortlyAfterMidnight(world.day + 5, key) : undefined,
      Tags: [],
      ...(ofRds ? managed : rotationOf(world, account, key, rotated, dice)),
    },
    policy: dice.chance(0.3)
      ? {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `arn:aws:iam::${account.id}:role/app-server` },
              Action: "secretsmanager:GetSecretValue",
              Resource: "*",
            },
          ],
        }
      : undefined,
  };
  const truth: TruthRow = {
    account: account.id,
    region,
    control: "secrets-rotation",
    resource: ARN,
    verdict: rotated ? "pass" : "fail",
  };
  return { made, truth: deleted ? [] : [truth] };
}

const remember = remembered((world, place): Secrets => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const draw = fraction(`${world.options.seed}/${place}/secrets`);
  const count = draw < 0.3 ? 0 : 1 + Math.floor(((draw - 0.3) / 0.7) * names.length);
  const all = Array.from({ length: count }, (_, index) => makeSecret(world, account, region, index));
  return { secrets: all.map(({ made }) => made), truth: all.flatMap(({ truth }) => truth) };
}, 1_000);

/** The secrets of one Region of an account. */
export function secretsOf(world: World, account: Account, region: string): Secrets {
  return remember(world, `${account.id}/${region}`);
}
