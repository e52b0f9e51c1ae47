import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly policy: object | undefined;
  readonly publicAccessBlocked: boolean | undefined;
  readonly public: boolean;
  readonly versioning: "Enabled" | "Suspended" | undefined;
  readonly kmsKey: string | undefined;
  readonly objectLock: boolean;
}

type PolicyKind =
  | "none"
  | "noTls"
  | "objectsOnly"
  | "oneRole"
  | "wrongValue"
  | "proper"
  | "properWide"
  | "public";

const purposes = [
  "app-data",
  "uploads",
  "reports",
  "backups",
  "artifacts",
  "exports",
  "static-site",
  "models",
] as const;

function tlsDeny(
  Principal: unknown,
  Resource: string | string[],
  value = "false",
  Action: string | string[] = "s3:*",
) {
  const Condition = { Bool: { "aws:SecureTransport": value } };
  return { Sid: "TlsOnly", Effect: "Deny", Principal, Action, Resource, Condition };
}

function makePolicy(kind: PolicyKind, name: string, account: Account): object | undefined {
  const bucket = `arn:aws:s3:::${name}`;
  const both = [bucket, `${bucket}/*`];
  const read = {
    Sid: "Read",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: "s3:GetObject",
    Resource: `${bucket}/*`,
  };
  const policy = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
  switch (kind) {
    case "none":
      return undefined;
    case "noTls":
      return policy(read);
    case "objectsOnly":
      return policy(read, tlsDeny("*", `${bucket}/*`));
    case "oneRole":
      return policy(read, tlsDeny({ AWS: `arn:aws:iam::${account.id}:role/app-server` }, both));
    case "wrongValue":
      return policy(read, tlsDeny("*", both, "true"));
    case "proper":
      return policy(read, tlsDeny("*", both));
    case "properWide":
      return policy(tlsDeny({ AWS: "*" }, both, "false", ["s3:*"]), read);
    case "public":
      return policy({ ...read, Principal: "*" }, tlsDeny("*", both));
  }
}

function policyKind(world: World, key: string): PolicyKind {
  const dice = new Dice(`${key}/policy`);
  const lacking = dice.pick(["none", "none", "noTls", "objectsOnly", "oneRole", "wrongValue"] as const);
  if (problem(world, `${key}/policy`, 0.45)) return lacking;
  if (problem(world, `${key}/public`, 0.04)) return "public";
  return dice.pick(["proper", "properWide"] as const);
}

function makeBucket(world: World, account: Account, index: number): { bucket: Bucket; truth: TruthRow[] } {
  const key = `${world.options.seed}/${account.id}/bucket/${index}`;
  const dice = new Dice(key);
  const isArchive = account.kind === "archive" && index === 0;
  const purpose = isArchive ? "cloudtrail-logs" : (purposes[index % purposes.length] ?? "data");
  const name = `acme-${account.name}-${purpose}-${dice.hex(6)}`;
  const region = account.regions[isArchive ? 0 : dice.int(0, account.regions.length - 1)] ?? "us-east-1";
  const kind = policyKind(world, key);
  const blocked = kind !== "public" && !problem(world, `${key}/block`, 0.3);
  const hasBlock = kind === "public" || dice.chance(0.8);
  const bucket: Bucket = {
    name,
    region,
    created: instant(account.joined + dice.int(0, 3), dice.int(0, 80_000)),
    policy: makePolicy(kind, name, account),
    publicAccessBlocked: hasBlock || blocked ? blocked : undefined,
    public: kind === "public",
    versioning: dice.chance(0.5) ? "Enabled" : dice.pick(["Suspended", undefined]),
    kmsKey: dice.chance(0.4) ? `arn:aws:kms:${region}:${account.id}:key/${dice.uuid()}` : undefined,
    objectLock: isArchive || dice.chance(0.1),
  };
  const resource = `arn:aws:s3:::${name}`;
  const tls = kind === "proper" || kind === "properWide" || kind === "public";
  return {
    bucket,
    truth: [
      row(account, "s3-policy-present", resource, kind === "none" ? "fail" : "pass"),
      row(account, "s3-tls-only", resource, tls ? "pass" : "fail"),
    ],
  };
}

const remember = remembered((world, id) => {
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const count = 2 + Math.floor(fraction(`${world.options.seed}/${id}/buckets`) * 7);
  const made = Array.from({ length: count }, (_, index) => makeBucket(world, account, index));
  const existing = made.filter(({ bucket }) => bucket.created <= instant(world.day, 0));
  return {
    buckets: existing.map(({ bucket }) => bucket).sort((a, b) => (a.name < b.name ? -1 : 1)),
    truth: existing.flatMap(({ truth }) => truth),
  };
});

/** The buckets of an account on a day, with what two controls must say about each. */
export function storageOf(world: World, account: Account): { buckets: Bucket[]; truth: TruthRow[] } {
  return remember(world, account.id);
}
