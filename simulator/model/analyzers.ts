import type {
  AnalyzerSummary,
  FindingDetails,
  FindingSummaryV2,
  ResourceType,
} from "@aws-sdk/client-accessanalyzer";
import { instant } from "./calendar.ts";
import { administratorOf } from "./delegation.ts";
import { Dice, fraction } from "./dice.ts";
import { identityOf } from "./identity.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for aa-external-enabled (region/<region>: pass where an ACTIVE analyzer of external access of the account or of
// the Organization watches the Region; one that is DISABLED or FAILED does not), aa-unused-enabled (account/<id>,
// global: pass where one of unused access is ACTIVE in any Region) and aa-external-clean (account/<id>, global: fail
// with any active finding of external access, notApplicable where nothing watches any Region, else pass).

export interface AnalyzerModel extends AnalyzerSummary {
  readonly arn: string;
  readonly unusedAccessAge: number | undefined;
}

export interface AccessFinding {
  readonly summary: FindingSummaryV2;
  readonly details: FindingDetails[];
}

type Purpose = "EXTERNAL" | "UNUSED";
type Zone = "ACCOUNT" | "ORGANIZATION";

function make(
  account: { id: string; joined: number },
  region: string,
  zone: Zone,
  purpose: Purpose,
  status: AnalyzerSummary["status"],
): AnalyzerModel {
  const name = `${zone.toLowerCase()}-${purpose.toLowerCase()}`;
  return {
    arn: `arn:aws:access-analyzer:${region}:${account.id}:analyzer/${name}`,
    name,
    type: purpose === "UNUSED" ? `${zone}_UNUSED_ACCESS` : zone,
    status,
    createdAt: instant(account.joined + 2, 0),
    unusedAccessAge: purpose === "UNUSED" ? 90 : undefined,
  };
}

/** The Organization's analyzers in a Region, which stand in the account that administers them. */
function organizationAnalyzers(world: World, region: string): AnalyzerModel[] {
  const { organization } = world;
  const administrator = organization.accounts.get(administratorOf(world, "access-analyzer.amazonaws.com"));
  if (administrator === undefined || !administrator.regions.includes(region)) return [];
  const here = (purpose: Purpose) => make(administrator, region, "ORGANIZATION", purpose, "ACTIVE");
  const chosen = world.options.situation?.analyzers;
  const external = chosen?.includes("external") ?? !problem(world, `organization/analyzer/${region}`, 0.7);
  const anywhere = chosen?.includes("unused") ?? !problem(world, "organization/unused-analyzer", 0.7);
  const unused = region === organization.homeRegion && anywhere;
  return [...(external ? [here("EXTERNAL")] : []), ...(unused ? [here("UNUSED")] : [])];
}

function ownAnalyzers(world: World, account: Account, region: string): AnalyzerModel[] {
  const key = `${account.id}/${region}/analyzer`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const broken = dice.pick(["missing", "missing", "DISABLED", "FAILED"] as const);
  const state = problem(world, key, 0.4) ? broken : "ACTIVE";
  const found = state === "missing" ? [] : [make(account, region, "ACCOUNT", "EXTERNAL", state)];
  const unusedHere = region === account.regions[0] && !problem(world, `${account.id}/unused-analyzer`, 0.6);
  if (unusedHere) found.push(make(account, region, "ACCOUNT", "UNUSED", "ACTIVE"));
  return found;
}

/** The analyzers that an account lists in a Region: its own and, for the administrator, the Organization's. */
export function analyzersOf(world: World, account: Account, region: string): AnalyzerModel[] {
  const administers = account.id === administratorOf(world, "access-analyzer.amazonaws.com");
  return [
    ...(administers ? organizationAnalyzers(world, region) : []),
    ...ownAnalyzers(world, account, region),
  ];
}

interface Subject {
  readonly resource: string;
  readonly type: ResourceType;
  readonly details: FindingDetails[];
  readonly active: boolean;
}

function externalSubjects(world: World, account: Account, region: string): Subject[] {
  const buckets = storageOf(world, account)
    .buckets.filter((bucket) => bucket.public && bucket.region === region)
    .map(({ name }) => ({
      resource: `arn:aws:s3:::${name}`,
      type: "AWS::S3::Bucket" as const,
      active: true,
      details: [
        {
          externalAccessDetails: {
            action: ["s3:GetObject"],
            condition: {},
            isPublic: true,
            principal: { AWS: "*" },
            sources: [{ type: "POLICY" as const }],
          },
        },
      ],
    }));
  // Whom a role was made to trust is what the control on trust is told as well.
  const roles = identityOf(world, account)
    .truth.filter(
      ({ control, verdict }) => control === "trust-external-guarded" && verdict !== "notApplicable",
    )
    .map(({ resource, verdict }) => ({
      resource,
      type: "AWS::IAM::Role" as const,
      // What somebody has looked at is archived.
      active: verdict === "fail" || problem(world, `${resource}/unreviewed`, 0.1),
      details: [
        {
          externalAccessDetails: {
            action: ["sts:AssumeRole"],
            condition: verdict === "pass" ? { "sts:ExternalId": "acme-7f3c" } : {},
            isPublic: resource.endsWith("/data-share"),
            principal: { AWS: resource.endsWith("/data-share") ? "*" : "arn:aws:iam::464622532012:root" },
            sources: [],
          },
        },
      ],
    }));
  return [...buckets, ...roles];
}

function finding(
  world: World,
  account: Account,
  analyzer: AnalyzerModel,
  subject: Subject,
  findingType: FindingSummaryV2["findingType"],
): AccessFinding {
  const key = `${world.options.seed}/${analyzer.arn}/${subject.resource}/${findingType}`;
  const created = instant(Math.min(account.joined + 5 + Math.floor(fraction(key) * 200), world.day - 1), 600);
  return {
    summary: {
      id: new Dice(key).uuid(),
      resource: subject.resource,
      resourceType: subject.type,
      resourceOwnerAccount: account.id,
      status: subject.active ? "ACTIVE" : "ARCHIVED",
      findingType,
      createdAt: created,
      updatedAt: created,
      analyzedAt: instant(world.day - 1, 600),
    },
    details: subject.details,
  };
}

const services = ["s3", "ec2", "sqs", "dynamodb"] as const;
const unusedActions = [
  "DeleteObject",
  "PutBucketPolicy",
  "RunInstances",
  "DeleteQueue",
  "BatchWriteItem",
] as const;

function unusedFindings(world: World, account: Account, analyzer: AnalyzerModel): AccessFinding[] {
  const { roles, users } = identityOf(world, account);
  const add = (
    resource: string,
    type: ResourceType,
    details: FindingDetails[],
    kind: FindingSummaryV2["findingType"],
  ) => finding(world, account, analyzer, { resource, type, details, active: true }, kind);
  const ofRoles = roles
    .filter((role) => !role.path.startsWith("/aws-service-role/"))
    .flatMap((role) => {
      if (role.used === undefined)
        return [add(role.arn, "AWS::IAM::Role", [{ unusedIamRoleDetails: {} }], "UnusedIAMRole")];
      if (!problem(world, `${role.arn}/unused`, 0.3)) return [];
      const dice = new Dice(role.arn);
      const details = services.slice(0, dice.int(1, 4)).map((serviceNamespace) => ({
        unusedPermissionDetails: {
          serviceNamespace,
          actions: unusedActions.slice(0, dice.int(0, 5)).map((action) => ({ action })),
        },
      }));
      return [add(role.arn, "AWS::IAM::Role", details, "UnusedPermission")];
    });
  const ofUsers = users.flatMap((user) => [
    ...(user.password && user.password.used === undefined
      ? [add(user.arn, "AWS::IAM::User", [{ unusedIamUserPasswordDetails: {} }], "UnusedIAMUserPassword")]
      : []),
    ...(user.keys.some((key) => key.active && key.used === undefined)
      ? [
          add(
            user.arn,
            "AWS::IAM::User",
            [{ unusedIamUserAccessKeyDetails: { accessKeyId: user.keys[0]?.id ?? "AKIAUNKNOWN" } }],
            "UnusedIAMUserAccessKey",
          ),
        ]
      : []),
  ]);
  return [...ofRoles, ...ofUsers];
}

/** What an analyzer has found in one account; only one that is ACTIVE finds anything. */
export function findingsOf(
  world: World,
  account: Account,
  analyzer: AnalyzerModel,
  region: string,
): AccessFinding[] {
  if (analyzer.status !== "ACTIVE") return [];
  if (analyzer.type?.endsWith("UNUSED_ACCESS")) return unusedFindings(world, account, analyzer);
  return externalSubjects(world, account, region).map((subject) =>
    finding(world, account, analyzer, subject, "ExternalAccess"),
  );
}

const truth = remembered((world, id): TruthRow[] => {
  const account = world.organization.accounts.get(id);
  if (account === undefined) return [];
  const watching = account.regions.map((region) => {
    const all = [...organizationAnalyzers(world, region), ...ownAnalyzers(world, account, region)];
    return { region, active: all.filter(({ status }) => status === "ACTIVE") };
  });
  const row = (
    region: string,
    control: string,
    resource: string,
    verdict: TruthRow["verdict"],
  ): TruthRow => ({
    account: id,
    region,
    control,
    resource,
    verdict,
  });
  const isExternal = ({ type }: AnalyzerModel) => type === "ACCOUNT" || type === "ORGANIZATION";
  const watched = watching.filter(({ active }) => active.some(isExternal));
  const reachable = new Set(
    watched.flatMap(({ region }) =>
      externalSubjects(world, account, region).flatMap(({ active, resource }) => (active ? [resource] : [])),
    ),
  );
  const unused = watching.some(({ active }) => active.some((analyzer) => !isExternal(analyzer)));
  const unusedAnywhere =
    unused || organizationAnalyzers(world, world.organization.homeRegion).some((each) => !isExternal(each));
  return [
    ...watching.map(({ region, active }) =>
      row(region, "aa-external-enabled", `region/${region}`, active.some(isExternal) ? "pass" : "fail"),
    ),
    row("global", "aa-unused-enabled", `account/${id}`, unusedAnywhere ? "pass" : "fail"),
    ...[...reachable].map((resource) => row("global", "aa-external-clean", resource, "fail")),
    ...(reachable.size > 0
      ? []
      : [
          row(
            "global",
            "aa-external-clean",
            `account/${id}`,
            watched.length === 0 ? "notApplicable" : "pass",
          ),
        ]),
  ];
});

/** What three controls must say about an account's analyzers and their findings. */
export function analyzerTruth(world: World, account: Account): readonly TruthRow[] {
  return truth(world, account.id);
}
