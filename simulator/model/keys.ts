import type { KeyMetadata } from "@aws-sdk/client-kms";
import { instant } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks for kms-rotation (every customer managed key; not applicable unless symmetric, of KMS's own material and
// enabled), kms-policy-scoped (every customer managed key; fails where everybody, or an account outside the
// Organization, may do everything) and, of resource-policy-no-public, for key policies (fails where everybody may).

interface Metadata extends KeyMetadata {
  readonly KeyId: string;
  readonly Arn: string;
}

export interface Key {
  readonly metadata: Metadata;
  /** `alias/…`; null of a key that nobody named. */
  readonly alias: string | null;
  readonly rotates: boolean;
  readonly policy: object;
}

export interface Keys {
  readonly keys: readonly Key[];
  readonly truth: readonly TruthRow[];
}

type Sort = "symmetric" | "asymmetric" | "hmac" | "imported" | "disabled" | "deleting";

const sorts: Readonly<Record<Sort, Partial<Omit<KeyMetadata, "KeyId" | "Arn">>>> = {
  symmetric: {},
  asymmetric: { KeyUsage: "SIGN_VERIFY", KeySpec: "RSA_2048", CustomerMasterKeySpec: "RSA_2048" },
  hmac: { KeyUsage: "GENERATE_VERIFY_MAC", KeySpec: "HMAC_256", CustomerMasterKeySpec: "HMAC_256" },
  imported: { Origin: "EXTERNAL", ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" },
  disabled: { KeyState: "Disabled", Enabled: false },
  deleting: { KeyState: "PendingDeletion", Enabled: false },
};

const names = ["application", "database", "backups", "logs", "signing"] as const;
const outsiderId = "464622532012";

type Sharing = "public" | "external" | "scoped";

function policyOf(sharing: Sharing, dice: Dice, account: Account, world: World): object {
  const { organization } = world;
  const root = { AWS: `arn:aws:iam::${account.id}:root` };
  const outsider = { AWS: `arn:aws:iam::${outsiderId}:root` };
  const admin = { Sid: "Administer", Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" };
  const more = (Principal: unknown, Action: string | string[], Condition?: object) => ({
    Version: "2012-10-17",
    Id: "key-policy",
    Statement: [
      admin,
      { Sid: "Use", Effect: "Allow", Principal, Action, Resource: "*", ...(Condition && { Condition }) },
    ],
  });
  const use = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];
  const through = {
    StringEquals: {
      "kms:CallerAccount": account.id,
      "kms:ViaService": `secretsmanager.${organization.homeRegion}.amazonaws.com`,
    },
  };
  const publicPolicy = dice.pick([more("*", "kms:*"), more({ AWS: "*" }, ["kms:*"])]);
  const externalPolicy = dice.pick([
    more(outsider, "kms:*"),
    more({ AWS: [outsiderId, `arn:aws:iam::${account.id}:role/app-server`] }, "*"),
  ]);
  const scopedPolicy = dice.pick([
    { Version: "2012-10-17", Id: "key-default-1", Statement: [admin] },
    more({ AWS: `arn:aws:iam::${account.id}:role/app-server` }, use),
    // A vendor may use the key, and nothing else.
    more(outsider, use),
    // The Organization's own security account is nobody external.
    more({ AWS: `arn:aws:iam::${organization.securityId}:root` }, "kms:*"),
    more("*", "kms:*", { StringEquals: { "aws:PrincipalOrgID": organization.id } }),
    // What AWS itself writes for the keys it manages.
    more({ AWS: "*" }, use, through),
  ]);
  if (sharing === "public") return publicPolicy;
  return sharing === "external" ? externalPolicy : scopedPolicy;
}

function sharingOf(world: World, key: string): Sharing {
  if (problem(world, `${key}/public`, 0.06)) return "public";
  return problem(world, `${key}/external`, 0.12) ? "external" : "scoped";
}

function makeKey(world: World, account: Account, region: string, index: number) {
  const key = `${account.id}/${region}/kms/${index}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const id = dice.uuid();
  const Arn = `arn:aws:kms:${region}:${account.id}:key/${id}`;
  const sort: Sort =
    index === 0 || dice.chance(0.55)
      ? "symmetric"
      : dice.pick(["asymmetric", "hmac", "imported", "disabled", "deleting"]);
  const name = names[index] ?? "spare";
  const sharing = sharingOf(world, key);
  const rotates = sort === "symmetric" && !problem(world, `${key}/rotation`, 0.45);
  const made: Key = {
    metadata: {
      AWSAccountId: account.id,
      KeyId: id,
      Arn,
      CreationDate: instant(account.joined + dice.int(0, 3), 300 + index),
      Description: `${name} of ${account.name}`,
      Enabled: true,
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeySpec: "SYMMETRIC_DEFAULT",
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
      Origin: "AWS_KMS",
      KeyManager: "CUSTOMER",
      MultiRegion: false,
      ...sorts[sort],
      ...(sort === "deleting" && { DeletionDate: instant(world.day + 12, 300) }),
    },
    alias: dice.chance(0.85) ? `alias/${name}` : null,
    rotates,
    policy: policyOf(sharing, dice, account, world),
  };
  const rowOf = (control: string, verdict: Verdict): TruthRow => ({
    account: account.id,
    region,
    control,
    resource: Arn,
    verdict,
  });
  const rotation = rotates ? "pass" : "fail";
  return {
    made,
    truth: [
      rowOf("kms-rotation", sort === "symmetric" ? rotation : "notApplicable"),
      rowOf("kms-policy-scoped", sharing === "scoped" ? "pass" : "fail"),
      rowOf("resource-policy-no-public", sharing === "public" ? "fail" : "pass"),
    ],
  };
}

/** The key that AWS manages for a service: listed with the others, and nobody's to judge. */
function awsManagedKey(world: World, account: Account, region: string, service: string): Key {
  const id = new Dice(`${world.options.seed}/${account.id}/${region}/kms/aws/${service}`).uuid();
  const metadata = {
    AWSAccountId: account.id,
    KeyId: id,
    Arn: `arn:aws:kms:${region}:${account.id}:key/${id}`,
    CreationDate: instant(account.joined, 200),
    Description: `Default key that protects my ${service} data when no other key is defined`,
    Enabled: true,
    KeyState: "Enabled",
    KeyUsage: "ENCRYPT_DECRYPT",
    KeySpec: "SYMMETRIC_DEFAULT",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    Origin: "AWS_KMS",
    KeyManager: "AWS",
    MultiRegion: false,
  } as const;
  return { metadata, alias: `alias/aws/${service}`, rotates: true, policy: {} };
}

const remember = remembered((world, place): Keys => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const draw = fraction(`${world.options.seed}/${place}/kms/count`);
  const count = draw < 0.25 ? 0 : 1 + Math.floor(((draw - 0.25) / 0.75) * 4);
  const customer = Array.from({ length: count }, (_, index) => makeKey(world, account, region, index));
  const managed = ["ebs", "rds", "secretsmanager"].slice(0, 1 + Math.floor(draw * 3));
  const keys = [
    ...managed.map((service) => awsManagedKey(world, account, region, service)),
    ...customer.map(({ made }) => made),
  ];
  return {
    keys: keys.sort((a, b) => (a.metadata.KeyId < b.metadata.KeyId ? -1 : 1)),
    truth: customer.flatMap(({ truth }) => truth),
  };
}, 1_000);

/** The KMS keys of one Region of an account, AWS managed ones among them. */
export function keysOf(world: World, account: Account, region: string): Keys {
  return remember(world, `${account.id}/${region}`);
}

/** A symmetric customer managed key to encrypt with; undefined where the Region has none. */
export function encryptionKey(world: World, account: Account, region: string): string | undefined {
  return keysOf(world, account, region).keys.find(
    ({ metadata }) =>
      metadata.KeyManager === "CUSTOMER" &&
      metadata.KeySpec === "SYMMETRIC_DEFAULT" &&
      metadata.KeyState === "Enabled",
  )?.metadata.Arn;
}
