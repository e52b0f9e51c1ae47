import type { Finding } from "@aws-sdk/client-guardduty";
import type { AwsSecurityFinding, Resource, SeverityLabel } from "@aws-sdk/client-securityhub";
import { hasProblem, instant } from "./calendar.ts";
import { delegateOf } from "./delegation.ts";
import { Dice, fraction } from "./dice.ts";
import { type HubControl, hubControls } from "./hub-controls.ts";
import { hubVerdict, judgedTruth } from "./hub-verdicts.ts";
import { identityOf } from "./identity.ts";
import { remembered } from "./memory.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { storageOf } from "./storage.ts";
import { threatsOf } from "./threats.ts";
import type { TruthRow, World } from "./world.ts";

const normalized: Readonly<Record<SeverityLabel, number>> = {
  INFORMATIONAL: 0,
  LOW: 1,
  MEDIUM: 40,
  HIGH: 70,
  CRITICAL: 90,
};

function resources(world: World, account: Account, region: string, on: HubControl["on"]): Resource[] {
  const make = (Type: string, ids: readonly (string | undefined)[]): Resource[] =>
    ids.map((Id) => ({ Type, Id, Partition: "aws", Region: region }));
  const arn = (kind: string, id: string | undefined) => `arn:aws:ec2:${region}:${account.id}:${kind}/${id}`;
  const network = () => networkOf(world, account, region);
  switch (on) {
    case "account":
      return make("AwsAccount", [`AWS::::Account:${account.id}`]);
    case "user":
      return make(
        "AwsIamUser",
        identityOf(world, account).users.map((user) => user.arn),
      );
    case "bucket":
      return make(
        "AwsS3Bucket",
        storageOf(world, account).buckets.map(({ name }) => `arn:aws:s3:::${name}`),
      );
    case "group":
      return make(
        "AwsEc2SecurityGroup",
        network().groups.map((group) => group.SecurityGroupArn),
      );
    case "instance":
      return make(
        "AwsEc2Instance",
        network().instances.map((one) => arn("instance", one.InstanceId)),
      );
    case "vpc":
      return make(
        "AwsEc2Vpc",
        network().vpcs.map((one) => arn("vpc", one.VpcId)),
      );
    case "subnet":
      return make(
        "AwsEc2Subnet",
        network().subnets.map((one) => one.SubnetArn),
      );
  }
}

/** The latest day on which the verdict became what it is, as far as two weeks back. */
function changedDay(world: World, key: string, failed: boolean, created: number): number {
  for (let day = world.day - 1; day > Math.max(created, world.day - 14); day--) {
    if (hasProblem(`${world.options.seed}/${key}`, 0.35, day, world.options.epoch) !== failed) return day + 1;
  }
  return created;
}

function controlFinding(
  world: World,
  account: Account,
  region: string,
  control: HubControl,
  resource: Resource,
  truth: () => ReadonlyMap<string, TruthRow>,
): { readonly finding: AwsSecurityFinding; readonly disagreement: Disagreement | undefined } {
  const key = `hub/${control.id}/${resource.Id}/${region}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const id = `arn:aws:securityhub:${region}:${account.id}:security-control/${control.id}/finding/${dice.uuid()}`;
  const { failed, contradicts } = hubVerdict(world, account, region, control, resource.Id ?? "", key, truth);
  const created = Math.min(account.joined + dice.int(0, 200), world.day - 1);
  const second = dice.int(0, 80_000);
  const isDrawn = control.judges === undefined;
  const changed = instant((isDrawn ? changedDay(world, key, failed, created) : created) - 1, second);
  // Security Hub looks again even where nothing moved: here every day where it judges what the truth does, so that
  // a change is never older than its stamp, else once a week.
  const turn = (world.day + dice.int(0, 6)) % 7;
  const heartbeat = instant(world.day - 1 - (isDrawn ? turn : 0), second);
  const made = instant(created - 1, second);
  const updated = new Date(Math.max(heartbeat.getTime(), changed.getTime(), made.getTime())).toISOString();
  const suppressed = dice.chance(0.05);
  const Severity = {
    Label: failed ? control.severity : ("INFORMATIONAL" as const),
    Original: control.severity,
    Normalized: failed ? normalized[control.severity] : 0,
  };
  const isArchived = dice.chance(0.03);
  const finding: AwsSecurityFinding = {
    SchemaVersion: "2018-10-08",
    Id: id,
    ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
    ProductName: "Security Hub",
    CompanyName: "AWS",
    Region: region,
    GeneratorId: `security-control/${control.id}`,
    AwsAccountId: account.id,
    AwsAccountName: account.name,
    Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
    FirstObservedAt: changed.toISOString(),
    LastObservedAt: updated,
    CreatedAt: made.toISOString(),
    UpdatedAt: updated,
    ProcessedAt: updated,
    Severity,
    Title: control.title,
    Description: `${control.title}.`,
    Remediation: {
      Recommendation: {
        Text: "See the Security Hub controls reference.",
        Url: `https://docs.aws.amazon.com/console/securityhub/${control.id}/remediation`,
      },
    },
    ProductFields: {
      "aws/securityhub/FindingId": `arn:aws:securityhub:${region}::product/aws/securityhub/${id}`,
      "aws/securityhub/ProductName": "Security Hub",
      "aws/securityhub/CompanyName": "AWS",
    },
    Resources: [resource],
    Compliance: {
      Status: failed ? "FAILED" : "PASSED",
      SecurityControlId: control.id,
      AssociatedStandards: [{ StandardsId: "standards/aws-foundational-security-best-practices/v/1.0.0" }],
      RelatedRequirements: [...control.requirements],
    },
    WorkflowState: "NEW",
    Workflow: { Status: failed ? (suppressed ? "SUPPRESSED" : "NEW") : "RESOLVED" },
    RecordState: isArchived ? "ARCHIVED" : "ACTIVE",
    FindingProviderFields: {
      Severity: { Label: Severity.Label, Original: Severity.Original },
      Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
    },
  };
  const isHeard = contradicts !== undefined && !isArchived && !(failed && suppressed);
  return { finding, disagreement: isHeard ? { ...contradicts, detectorControl: control.id } : undefined };
}

/** A verdict of the truth that Security Hub contradicts, for all to see. */
export interface Disagreement extends TruthRow {
  readonly detectorControl: string;
}

function severityLabel(severity: number): SeverityLabel {
  if (severity >= 9) return "CRITICAL";
  if (severity >= 7) return "HIGH";
  return severity >= 4 ? "MEDIUM" : "LOW";
}

function threatFinding(account: Account, threat: Finding): AwsSecurityFinding {
  const [tactic = "", rest = ""] = (threat.Type ?? "").split(":");
  const type = `TTPs/${tactic}/${tactic}:${rest.replace("/", "-")}`;
  const label = severityLabel(threat.Severity ?? 0);
  const instanceId = threat.Resource?.InstanceDetails?.InstanceId;
  const bucket = threat.Resource?.S3BucketDetails?.[0]?.Arn;
  const resource: Resource = instanceId
    ? { Type: "AwsEc2Instance", Id: `arn:aws:ec2:${threat.Region}:${account.id}:instance/${instanceId}` }
    : {
        Type: bucket ? "AwsS3Bucket" : "AwsIamAccessKey",
        Id: bucket ?? `AWS::IAM::AccessKey:${threat.Resource?.AccessKeyDetails?.PrincipalId}`,
      };
  return {
    SchemaVersion: "2018-10-08",
    Id: threat.Arn,
    ProductArn: `arn:aws:securityhub:${threat.Region}::product/aws/guardduty`,
    ProductName: "GuardDuty",
    CompanyName: "Amazon",
    Region: threat.Region,
    GeneratorId: `arn:aws:guardduty:${threat.Region}:${account.id}:detector/${threat.Service?.DetectorId}`,
    AwsAccountId: account.id,
    AwsAccountName: account.name,
    Types: [type],
    FirstObservedAt: threat.Service?.EventFirstSeen,
    LastObservedAt: threat.Service?.EventLastSeen,
    CreatedAt: threat.CreatedAt,
    UpdatedAt: threat.UpdatedAt,
    Severity: { Label: label, Normalized: normalized[label], Product: threat.Severity },
    Title: threat.Title,
    Description: threat.Description,
    ProductFields: {
      "aws/guardduty/service/serviceName": "guardduty",
      "aws/guardduty/service/count": String(threat.Service?.Count),
    },
    Resources: [{ ...resource, Partition: "aws", Region: threat.Region }],
    WorkflowState: "NEW",
    Workflow: { Status: "NEW" },
    RecordState: threat.Service?.Archived === true ? "ARCHIVED" : "ACTIVE",
    Sample: threat.Title?.startsWith("[SAMPLE]") ?? false,
  };
}

interface Made {
  readonly findings: AwsSecurityFinding[];
  readonly disagreements: readonly Disagreement[];
}

function build(world: World, account: Account): Made {
  const total = world.options.findingsPerAccount;
  const findings = new Map(
    threatsOf(world, account)
      .slice(0, total)
      .map((threat) => [threat.Arn, threatFinding(account, threat)]),
  );
  const disagreements = new Map<string, Disagreement>();
  const truths = new Map<string, ReadonlyMap<string, TruthRow>>();
  const truthIn = (region: string) => {
    const truth = truths.get(region) ?? judgedTruth(world, account, region);
    truths.set(region, truth);
    return truth;
  };
  for (let slot = 0; findings.size < total && slot < total * 4; slot++) {
    const control = hubControls[slot % hubControls.length];
    const turn = Math.floor(slot / hubControls.length);
    const region = account.regions[turn % account.regions.length];
    if (control === undefined || region === undefined) break;
    if (!hubEnabled(world, account, region)) continue;
    const candidates = resources(world, account, region, control.on);
    const resource = candidates[Math.floor(turn / account.regions.length) % Math.max(1, candidates.length)];
    if (resource === undefined) continue;
    const truth = () => truthIn(region);
    const { finding, disagreement } = controlFinding(world, account, region, control, resource, truth);
    findings.set(finding.Id, finding);
    // Spoken of in several Regions, it is one disagreement.
    if (disagreement !== undefined)
      disagreements.set(`${disagreement.detectorControl}|${disagreement.resource}`, disagreement);
  }
  return { findings: [...findings.values()], disagreements: [...disagreements.values()] };
}

/** Whether Security Hub is on; where it is not, its API says so instead of answering. */
export function hubEnabled(world: World, account: Account, region: string): boolean {
  if (world.options.situation?.without?.includes("securityhub")) return false;
  if (account.id === delegateOf(world, "securityhub.amazonaws.com")) return true;
  return fraction(`${world.options.seed}/${account.id}/${region}/hub`) >= 0.08;
}

const remember = remembered((world, id): Made => {
  const account = world.organization.accounts.get(id);
  if (account === undefined || account.kind === "suspended") return { findings: [], disagreements: [] };
  return build(world, account);
}, 2_000);

/** What Security Hub holds about an account on a day, in all its Regions. */
export function hubFindingsOf(world: World, account: Account): AwsSecurityFinding[] {
  return remember(world, account.id).findings;
}

/** The verdicts of an account that Security Hub contradicts on a day. */
export function hubDisagreementsOf(world: World, account: Account): readonly Disagreement[] {
  return remember(world, account.id).disagreements;
}
