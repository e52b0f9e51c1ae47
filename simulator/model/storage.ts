import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

// Speaks for s3-policy-present, s3-tls-only, s3-bpa-bucket (passes too where the account blocks everything),
// s3-versioning and s3-mfa-delete of every bucket; for s3-bpa-account of every account; and, of
// resource-policy-no-public, for bucket policies: fails where everybody may read and nothing restricts public buckets,
// not applicable without a policy.

/** What the account itself blocks: everything, ACLs alone, or nothing (it was never set). */
type AccountBlock = "all" | "some" | "none";

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  readonly policy: object | undefined;
  readonly publicAccessBlocked: boolean | undefined;
  readonly public: boolean;
  readonly versioning: "Enabled" | "Suspended" | undefined;
  readonly mfaDelete: boolean;
  readonly kmsKey: string | undefined;
  /** Object Lock: with a default retention, or for those who ask for it file by file. */
  readonly objectLock: "retaining" | "asked-for" | undefined;
}

type PolicyKind =
  | "none"
  | "noTls"
  | "objectsOnly"
  | "oneRole"
  | "wrongValue"
  | "proper"
  | "properWide"
  | "organizationRead"
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

function makePolicy(
  kind: PolicyKind,
  name: string,
  account: Account,
  organizationId: string,
): object | undefined {
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
    case "organizationRead": {
      const Condition = { StringEquals: { "aws:PrincipalOrgID": organizationId } };
      return policy({ ...read, Principal: "*", Condition }, tlsDeny("*", both));
    }
    case "public":
      return policy({ ...read, Principal: "*" }, tlsDeny("*", both));
  }
}

function policyKind(world: World, key: string): PolicyKind {
  const dice = new Dice(`${key}/policy`);
  const lacking = dice.pick(["none", "none", "noTls", "objectsOnly", "oneRole", "wrongValue"] as const);
  if (problem(world, `${key}/policy`, 0.45)) return lacking;
  if (problem(world, `${key}/public`, 0.08)) return "public";
  return dice.pick(["proper", "properWide", "organizationRead"] as const);
}

function accountBlockOf(world: World, account: Account): AccountBlock {
  const half = fraction(`${world.options.seed}/${account.id}/account-block/half`) < 0.5;
  if (!problem(world, `${account.id}/account-block`, 0.6)) return "all";
  return half ? "some" : "none";
}

function objectLockOf(world: World, key: string, isArchive: boolean): Bucket["objectLock"] {
  const dice = new Dice(`${key}/object-lock`);
  if (isArchive) return problem(world, `${key}/retention`, 0.4) ? "asked-for" : "retaining";
  return dice.chance(0.15) ? dice.pick(["retaining", "asked-for"] as const) : undefined;
}

function makeBucket(
  world: World,
  account: Account,
  index: number,
  accountBlock: AccountBlock,
): { bucket: Bucket; truth: TruthRow[] } {
  const key = `${world.options.seed}/${account.id}/bucket/${index}`;
  const dice = new Dice(key);
  const isArchive = account.kind === "archive" && index === 0;
  const purpose = isArchive ? "cloudtrail-logs" : (purposes[index % purposes.length] ?? "data");
  const name = `acme-${account.name}-${purpose}-${dice.hex(6)}`;
  const region = account.regions[isArchive ? 0 : dice.int(0, account.regions.length - 1)] ?? "us-east-1";
  const kind = policyKind(world, key);
  // Now and then somebody blocked what somebody else had opened, and the policy still says what it said.
  const closedLater = fraction(`${key}/closed-later`) < 0.25;
  const blocked = (kind !== "public" || closedLater) && !problem(world, `${key}/block`, 0.3);
  const hasBlock = kind === "public" || dice.chance(0.8);
  const versioned = !problem(world, `${key}/versioning`, 0.5);
  // Only root can switch it on: few ever did.
  const mfaDelete = versioned && fraction(`${key}/mfa-delete`) < 0.2;
  const bucket: Bucket = {
    name,
    region,
    created: instant(account.joined + dice.int(0, 3), dice.int(0, 80_000)),
    policy: makePolicy(kind, name, account, world.organization.id),
    publicAccessBlocked: hasBlock || blocked ? blocked : undefined,
    public: kind === "public",
    versioning: versioned ? "Enabled" : dice.pick(["Suspended", undefined]),
    mfaDelete,
    kmsKey: dice.chance(0.4) ? encryptionKey(world, account, region) : undefined,
    objectLock: objectLockOf(world, key, isArchive),
  };
  const resource = `arn:aws:s3:::${name}`;
  const verdict = (good: boolean) => (good ? "pass" : "fail");
  const tls = ["proper", "properWide", "organizationRead", "public"].includes(kind);
  const open = kind === "public" && !blocked && accountBlock !== "all";
  return {
    bucket,
    truth: [
      row(account, "s3-policy-present", resource, kind === "none" ? "fail" : "pass"),
      row(account, "s3-tls-only", resource, verdict(tls)),
      row(account, "s3-bpa-bucket", resource, verdict(blocked || accountBlock === "all")),
      row(account, "s3-versioning", resource, verdict(versioned)),
      row(account, "s3-mfa-delete", resource, verdict(mfaDelete)),
      row(account, "resource-policy-no-public", resource, kind === "none" ? "notApplicable" : verdict(!open)),
    ],
  };
}

const remember = remembered((world, id): Storage => {
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const count = 2 + Math.floor(fraction(`${world.options.seed}/${id}/buckets`) * 7);
  const accountBlock = accountBlockOf(world, account);
  const made = Array.from({ length: count }, (_, index) => makeBucket(world, account, index, accountBlock));
  const existing = made.filter(({ bucket }) => bucket.created <= instant(world.day, 0));
  const blocked = accountBlock === "all" ? "pass" : "fail";
  return {
    accountBlock,
    buckets: existing.map(({ bucket }) => bucket).sort((a, b) => (a.name < b.name ? -1 : 1)),
    truth: [
      row(account, "s3-bpa-account", `account/${account.id}`, blocked),
      ...existing.flatMap(({ truth }) => truth),
    ],
  };
});

export interface Storage {
  readonly accountBlock: AccountBlock;
  readonly buckets: Bucket[];
  readonly truth: TruthRow[];
}

/** The buckets of an account on a day, and what it blocks for all of them. */
export function storageOf(world: World, account: Account): Storage {
  return remember(world, account.id);
}
