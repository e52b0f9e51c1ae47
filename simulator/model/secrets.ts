import type { SecretListEntry } from "@aws-sdk/client-secrets-manager";
import { shortlyAfterMidnight } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { resourcePolicy } from "./resource-policies.ts";
import { rowsIn } from "./rows.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for secrets-rotation: every secret whose deletion is not scheduled; passes where rotation is on. A secret
// whose rotation was switched off keeps its old rules and the day of its last rotation; one that EventBridge keeps for
// a connection is not applicable. Of resource-policy-no-public, for the same secrets: fails where everybody may read
// it, not applicable without a policy.

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

/** Who keeps a secret: the account, or a service that made it for itself. */
type Keeper = "account" | "rds" | "events";

function makeSecret(world: World, account: Account, region: string, index: number) {
  const key = `${account.id}/${region}/secret/${index}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const ofRds = index > 0 && dice.chance(0.2);
  const ofEvents = index > 0 && !ofRds && dice.chance(0.1);
  const keeper: Keeper = ofRds ? "rds" : ofEvents ? "events" : "account";
  const uuid = dice.uuid();
  const Name = {
    account: `${account.name}/${names[index] ?? "spare"}`,
    rds: `rds!db-${uuid}`,
    events: `events!connection/partner/${uuid}`,
  }[keeper];
  const ARN = `arn:aws:secretsmanager:${region}:${account.id}:secret:${Name}-${dice.letters(6)}`;
  // What RDS manages RDS rotates, without a function of the account's own; EventBridge rotates nothing.
  const rotated = ofRds || (!ofEvents && !problem(world, `${key}/rotation`, 0.5));
  const managed: Readonly<Record<Keeper, Rotation | undefined>> = {
    account: undefined,
    rds: {
      OwningService: "rds",
      RotationEnabled: true,
      RotationRules: { AutomaticallyAfterDays: 7 },
    },
    events: { OwningService: "events" },
  };
  const deleted = index === 3 && dice.chance(0.5);
  const open = keeper === "account" && problem(world, `${key}/open`, 0.08);
  const subject = {
    arn: "*",
    action: "secretsmanager:GetSecretValue",
    all: "secretsmanager:*",
  };
  const { document } = resourcePolicy(dice, subject, open, world, account);
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
      ...(managed[keeper] ?? rotationOf(world, account, key, rotated, dice)),
    },
    policy: open || dice.chance(0.3) ? document : undefined,
  };
  const rowOf = rowsIn(account, region);
  const ownRotation = rotated ? "pass" : "fail";
  const withPolicy = open ? "fail" : "pass";
  const truth = [
    rowOf("secrets-rotation", ARN, ofEvents ? "notApplicable" : ownRotation),
    rowOf("resource-policy-no-public", ARN, made.policy === undefined ? "notApplicable" : withPolicy),
  ];
  return { made, truth: deleted ? [] : truth };
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
