import type { Finding } from "@aws-sdk/client-guardduty";
import { dayOf, generation, instant, trend } from "./calendar.ts";
import { delegateOf } from "./delegation.ts";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

export interface Detector {
  readonly id: string;
  readonly status: "ENABLED" | "DISABLED";
}

const keptDays = 90;

interface Kind {
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly resource: "Instance" | "AccessKey" | "S3Bucket";
}

const kinds: readonly [Kind, ...Kind[]] = [
  {
    type: "UnauthorizedAccess:EC2/SSHBruteForce",
    severity: 2,
    title: "SSH brute force attacks against an instance",
    resource: "Instance",
  },
  {
    type: "Recon:EC2/PortProbeUnprotectedPort",
    severity: 2,
    title: "Unprotected port is being probed",
    resource: "Instance",
  },
  {
    type: "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    severity: 8,
    title: "Bitcoin-related domain queried by an instance",
    resource: "Instance",
  },
  {
    type: "Backdoor:EC2/C&CActivity.B!DNS",
    severity: 8,
    title: "Command and control domain queried",
    resource: "Instance",
  },
  {
    type: "Trojan:EC2/DNSDataExfiltration",
    severity: 8,
    title: "Data exfiltration through DNS",
    resource: "Instance",
  },
  {
    type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
    severity: 8,
    title: "Instance credentials used outside AWS",
    resource: "AccessKey",
  },
  {
    type: "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B",
    severity: 5,
    title: "Console login from several countries",
    resource: "AccessKey",
  },
  {
    type: "Persistence:IAMUser/AnomalousBehavior",
    severity: 5,
    title: "Unusual persistence calls",
    resource: "AccessKey",
  },
  {
    type: "Discovery:S3/AnomalousBehavior",
    severity: 2,
    title: "Unusual discovery of objects",
    resource: "S3Bucket",
  },
  {
    type: "Exfiltration:S3/AnomalousBehavior",
    severity: 8,
    title: "Unusual reads from a bucket",
    resource: "S3Bucket",
  },
  {
    type: "Policy:IAMUser/RootCredentialUsage",
    severity: 2,
    title: "Root credentials were used",
    resource: "AccessKey",
  },
  {
    type: "Policy:S3/BucketBlockPublicAccessDisabled",
    severity: 2,
    title: "Block public access was switched off",
    resource: "S3Bucket",
  },
];

/** The detector of an account in a Region, if it has one at all. */
export function detectorOf(world: World, account: Account, region: string): Detector | undefined {
  const key = `${account.id}/${region}/detector`;
  const id = new Dice(`${world.options.seed}/${key}`).hex(32);
  if (world.options.situation?.without?.includes("guardduty")) return undefined;
  const guarded = account.id === delegateOf(world, "guardduty.amazonaws.com");
  if (guarded || !problem(world, key, 0.2)) return { id, status: "ENABLED" };
  return fraction(`${world.options.seed}/${key}/suspended`) < 0.4 ? { id, status: "DISABLED" } : undefined;
}

export function detectorTruth(world: World, account: Account): TruthRow[] {
  return account.regions.map((region) => ({
    account: account.id,
    region,
    control: "guardduty-enabled",
    resource: `region/${region}`,
    verdict: detectorOf(world, account, region)?.status === "ENABLED" ? "pass" : "fail",
  }));
}

/** A threat as it was made, for whoever measures how long its detection took. */
export interface ThreatTruth {
  readonly account: string;
  readonly id: string;
  readonly severity: number;
  readonly type: string;
  readonly sample: boolean;
  readonly began: string;
  readonly created: string;
}

/** The threats of one account that are not archived. */
export function openThreats(world: World, account: Account): ThreatTruth[] {
  return threatsOf(world, account)
    .filter(({ Service }) => Service?.Archived !== true)
    .map((threat) => ({
      account: account.id,
      id: threat.Id ?? "",
      severity: threat.Severity ?? 0,
      type: threat.Type ?? "",
      sample: threat.Service?.AdditionalInfo !== undefined,
      began: threat.Service?.EventFirstSeen ?? "",
      created: threat.CreatedAt ?? "",
    }));
}

function gauss(dice: Dice): number {
  return Array.from({ length: 6 }, () => dice.next()).reduce((sum, value) => sum + value, 0) - 3;
}

function resourceOf(kind: Kind, account: Account, dice: Dice): Finding["Resource"] {
  if (kind.resource === "Instance") {
    return {
      ResourceType: "Instance",
      InstanceDetails: { InstanceId: `i-0${dice.hex(16)}`, InstanceType: "t3.medium" },
    };
  }
  if (kind.resource === "S3Bucket") {
    const Name = `acme-${account.name}-app-data-${dice.hex(6)}`;
    return {
      ResourceType: "S3Bucket",
      S3BucketDetails: [{ Name, Arn: `arn:aws:s3:::${Name}`, Type: "S3BucketTarget" }],
    };
  }
  const PrincipalId = `AIDA${dice.letters(17)}`;
  return {
    ResourceType: "AccessKey",
    AccessKeyDetails: { UserName: "ci-deploy", UserType: "IAMUser", PrincipalId },
  };
}

function makeThreat(world: World, account: Account, key: string, createdDay: number): Finding | undefined {
  const dice = new Dice(key);
  const kind = dice.pick(kinds);
  const region = dice.pick([world.organization.homeRegion, ...account.regions]);
  const second = dice.int(0, 86_399);
  const created = instant(createdDay, second);
  // Whatever the real time of day, nothing may come from the future: the model ends with yesterday.
  const now = instant(world.day, 0);
  const detector = detectorOf(world, account, region);
  if (created > now || createdDay < account.joined || detector?.status !== "ENABLED") return undefined;
  const toDetect = Math.round(
    60 * Math.exp(gauss(dice) * 0.9) * (1 + 6 * trend(createdDay, world.options.epoch)),
  );
  const lasting = dice.int(0, 2 * 86_400);
  const updated = new Date(Math.min(created.getTime() + lasting * 1000, now.getTime()));
  const seen = new Date(created.getTime() - toDetect * 1000);
  const id = dice.hex(32);
  const sample = dice.chance(0.03);
  return {
    SchemaVersion: "2.0",
    AccountId: account.id,
    Region: region,
    Partition: "aws",
    Id: id,
    Arn: `arn:aws:guardduty:${region}:${account.id}:detector/${detector.id}/finding/${id}`,
    Type: kind.type,
    Title: sample ? `[SAMPLE] ${kind.title}` : kind.title,
    Description: `${kind.title} in ${account.name}.`,
    Severity: kind.severity,
    CreatedAt: created.toISOString(),
    UpdatedAt: updated.toISOString(),
    Resource: resourceOf(kind, account, dice),
    Service: {
      ServiceName: "guardduty",
      DetectorId: detector.id,
      Archived: world.day - createdDay > dice.int(12, 60),
      Count: 1 + Math.floor(lasting / 20_000),
      EventFirstSeen: seen.toISOString(),
      EventLastSeen: updated.toISOString(),
      ResourceRole: "TARGET",
      AdditionalInfo: sample ? { Type: "default", Value: '{"sample":true}' } : undefined,
    },
  };
}

function build(world: World, account: Account): Finding[] {
  const slots = Math.ceil(world.options.findingsPerAccount * 0.12);
  const oldest = Math.max(world.day - keptDays, dayOf("2023-01-01"));
  return Array.from({ length: slots }, (_, slot) => {
    const key = `${world.options.seed}/${account.id}/threat/${slot}`;
    const threats: Finding[] = [];
    let life = generation(key, 20, 70, world.day);
    while (life.created >= oldest) {
      const threat = makeThreat(world, account, `${key}/${life.index}`, life.created);
      if (threat) threats.push(threat);
      life = generation(key, 20, 70, life.created - 1);
    }
    return threats;
  }).flat();
}

const remember = remembered((world, id) => {
  const account = world.organization.accounts.get(id);
  return account === undefined || account.kind === "suspended" ? [] : build(world, account);
}, 10_000);

/** The threats GuardDuty still keeps for an account on a day, in all its Regions. */
export function threatsOf(world: World, account: Account): Finding[] {
  return remember(world, account.id);
}
