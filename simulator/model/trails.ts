import type { AdvancedEventSelector, EventSelector, Trail } from "@aws-sdk/client-cloudtrail";
import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks for cloudtrail-all-regions and cloudtrail-data-events (account/<id>, global: pass where one trail of the
// account or of the Organization does it, fail otherwise) and, for every trail in every account that lists it, in its
// home Region, for cloudtrail-validation, cloudtrail-kms (a key of the customer's) and cloudtrail-immutable (Object Lock
// with default retention on its bucket, whichever account that is in; unknown where that is none of the Organization's).

type Flaw = "none" | "one-region" | "stopped" | "write-only" | "narrowed" | "no-management";
type Data = "all" | "one-bucket" | "write-only" | "none";

/** What a trail was made to be. */
interface Intent {
  readonly flaw: Flaw;
  readonly data: Data;
  readonly validated: boolean;
  readonly encrypted: boolean;
  readonly immutable: Verdict;
  readonly advanced: boolean;
}

export interface TrailModel {
  readonly trail: Trail;
  readonly logging: boolean;
  readonly basic: EventSelector[] | undefined;
  readonly advanced: AdvancedEventSelector[] | undefined;
  readonly intent: Intent;
}

const field = (Field: string, ...Equals: string[]) => ({ Field, Equals });

function advancedSelectors({ flaw, data }: Intent, bucketArn: string): AdvancedEventSelector[] {
  const category = field("eventCategory", "Management");
  const management =
    flaw === "write-only"
      ? [category, field("readOnly", "false")]
      : flaw === "narrowed"
        ? [category, field("eventSource", "iam.amazonaws.com")]
        : // Leaving the noise of keys out is what the console offers, and narrows nothing that matters.
          [category, { Field: "eventSource", NotEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] }];
  const objects = [field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object")];
  const chosen =
    data === "one-bucket"
      ? [...objects, { Field: "resources.ARN", StartsWith: [`${bucketArn}/`] }]
      : data === "write-only"
        ? [...objects, field("readOnly", "false")]
        : objects;
  return [
    ...(flaw === "no-management" ? [] : [{ Name: "Management events", FieldSelectors: management }]),
    ...(data === "none" ? [] : [{ Name: "Objects", FieldSelectors: chosen }]),
  ];
}

function basicSelectors({ flaw, data }: Intent, bucketArn: string): EventSelector[] {
  const Values = data === "one-bucket" ? [`${bucketArn}/`] : ["arn:aws:s3"];
  const management: EventSelector = {
    ReadWriteType: flaw === "write-only" ? "WriteOnly" : "All",
    IncludeManagementEvents: flaw !== "no-management",
    DataResources: [],
    ExcludeManagementEventSources: [],
  };
  if (data === "none") return [management];
  const objects: EventSelector = {
    ReadWriteType: data === "write-only" ? "WriteOnly" : "All",
    IncludeManagementEvents: false,
    DataResources: [{ Type: "AWS::S3::Object", Values }],
    ExcludeManagementEventSources: [],
  };
  return [management, objects];
}

function makeTrail(
  world: World,
  place: { account: Account; region: string; name: string; ofOrganization: boolean; bucket: string },
  intent: Intent,
): TrailModel {
  const { account, region, name, ofOrganization, bucket } = place;
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const key =
    encryptionKey(world, account, region) ??
    `arn:aws:kms:${region}:${account.id}:key/${new Dice(name).uuid()}`;
  const trail: Trail = {
    Name: name,
    S3BucketName: bucket,
    IncludeGlobalServiceEvents: intent.flaw !== "one-region",
    IsMultiRegionTrail: intent.flaw !== "one-region",
    HomeRegion: region,
    TrailARN: `arn:aws:cloudtrail:${region}:${account.id}:trail/${name}`,
    LogFileValidationEnabled: intent.validated,
    KmsKeyId: intent.encrypted ? key : undefined,
    HasCustomEventSelectors: true,
    HasInsightSelectors: false,
    IsOrganizationTrail: ofOrganization,
  };
  return {
    trail,
    intent,
    logging: intent.flaw !== "stopped",
    basic: intent.advanced ? undefined : basicSelectors(intent, bucketArn),
    advanced: intent.advanced ? advancedSelectors(intent, bucketArn) : undefined,
  };
}

function intentOf(world: World, key: string, immutable: Verdict): Intent {
  const dice = new Dice(`${world.options.seed}/${key}`);
  const lacking = dice.pick(["one-region", "stopped", "write-only", "narrowed", "no-management"] as const);
  const someData = dice.pick(["one-bucket", "write-only", "none"] as const);
  const advanced = dice.chance(0.5);
  const flaw = problem(world, `${key}/flaw`, 0.5) ? lacking : "none";
  // Only advanced selectors can name one event source.
  const possible = flaw === "narrowed" && !advanced ? "stopped" : flaw;
  // A trail that is broken keeps no data events either, so that its verdict does not hang on which break counts.
  const kept = problem(world, `${key}/data`, 0.5) ? someData : "all";
  // A trail keeps something, or there would be none.
  const data = possible === "no-management" && kept === "none" ? "one-bucket" : kept;
  return {
    flaw: possible,
    data: possible === "one-region" || possible === "stopped" ? "none" : data,
    validated: !problem(world, `${key}/validation`, 0.35),
    encrypted: !problem(world, `${key}/kms`, 0.45),
    immutable,
    advanced,
  };
}

interface Log {
  readonly bucket: string;
  readonly immutable: Verdict;
}

/** A bucket of somebody outside the Organization, who was to watch an account once. */
const vendors: Log = { bucket: "logs-r-us-collected", immutable: "unknown" };

/** The archive's bucket, where an account lets its logs go to it, else one of its own. */
function bucketOf(world: World, account: Account): Log {
  const archive = [...world.organization.accounts.values()].find(({ kind }) => kind === "archive");
  const shared =
    archive && storageOf(world, archive).buckets.find(({ name }) => name.includes("cloudtrail-logs"));
  const own = storageOf(world, account).buckets[0];
  const keepsOwn =
    account.kind !== "management" && fraction(`${world.options.seed}/${account.id}/own-logs`) < 0.6;
  const chosen = keepsOwn ? (own ?? shared) : (shared ?? own);
  // A bucket that was deleted is nobody's any more.
  if (chosen === undefined) return { bucket: `acme-${account.name}-logs`, immutable: "unknown" };
  return { bucket: chosen.name, immutable: chosen.objectLock === "retaining" ? "pass" : "fail" };
}

const organizationTrail = remembered((world): TrailModel | undefined => {
  const { managementId, homeRegion } = world.organization;
  const management = world.organization.accounts.get(managementId);
  if (management === undefined || problem(world, "organization/trail", 0.55)) return undefined;
  const { bucket, immutable } = bucketOf(world, management);
  const place = {
    account: management,
    region: homeRegion,
    name: "organization-trail",
    ofOrganization: true,
    bucket,
  };
  return makeTrail(world, place, { ...intentOf(world, "organization/trail", immutable), flaw: "none" });
});

function ownTrails(world: World, account: Account): TrailModel[] {
  const key = `${account.id}/trail`;
  const count = Math.floor(fraction(`${world.options.seed}/${key}/count`) * 3);
  const usual = bucketOf(world, account);
  return ["management-events", "legacy-audit"].slice(0, count).map((name, index) => {
    const region = account.regions[index % account.regions.length] ?? world.organization.homeRegion;
    const watched = index === 1 && fraction(`${world.options.seed}/${key}/vendor`) < 0.4;
    const { bucket, immutable } = watched ? vendors : usual;
    const place = { account, region, name, ofOrganization: false, bucket };
    return makeTrail(world, place, intentOf(world, `${key}/${index}`, immutable));
  });
}

interface Trails {
  /** Its own, and the Organization's, which every account lists. */
  readonly trails: readonly TrailModel[];
  readonly truth: readonly TruthRow[];
}

const remember = remembered((world, id): Trails => {
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const ofOrganization = organizationTrail(world, "");
  const trails = [...(ofOrganization ? [ofOrganization] : []), ...ownTrails(world, account)];
  const row = (region: string, control: string, resource: string, good: boolean): TruthRow => {
    const verdict: Verdict = good ? "pass" : "fail";
    return { account: id, region, control, resource, verdict };
  };
  const whole = trails.filter(({ intent }) => intent.flaw === "none");
  const recording = trails.filter(({ intent }) => intent.flaw !== "stopped" && intent.flaw !== "one-region");
  const truth = [
    row("global", "cloudtrail-all-regions", `account/${id}`, whole.length > 0),
    row(
      "global",
      "cloudtrail-data-events",
      `account/${id}`,
      recording.some(({ intent }) => intent.data === "all"),
    ),
    ...trails.flatMap(({ trail, intent }) => {
      const [region = "", arn = ""] = [trail.HomeRegion, trail.TrailARN];
      return [
        row(region, "cloudtrail-validation", arn, intent.validated),
        row(region, "cloudtrail-kms", arn, intent.encrypted),
        {
          account: id,
          region,
          control: "cloudtrail-immutable",
          resource: arn,
          verdict: intent.immutable,
        },
      ];
    }),
  ];
  return { trails, truth };
});

/** The trails that record an account, with what five controls must say. */
export function trailsOf(world: World, account: Account): Trails {
  return remember(world, account.id);
}
