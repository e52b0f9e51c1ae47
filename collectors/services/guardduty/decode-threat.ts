import type { Finding } from "@aws-sdk/client-guardduty";
import { MalformedAnswer, need } from "#collectors/runtime/decode.ts";
import type { FindingDraft, Json, Severity, Sighting } from "#lib/inventory/findings.ts";

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
function severityOf(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  if (score >= 1) return "low";
  return "informational";
}

function instantOf(text: string | undefined, field: string): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new MalformedAnswer(field, `is "${text}"`);
  return date;
}

interface Place {
  readonly id: string;
  readonly type: string;
}

function resourceOf({ Resource, Arn }: Finding): Place {
  const instance = Resource?.InstanceDetails;
  if (instance?.InstanceId !== undefined)
    return { id: arnBeside(Arn, "ec2", `instance/${instance.InstanceId}`), type: "ec2.instance" };
  const bucket = Resource?.S3BucketDetails?.[0];
  if (bucket?.Arn !== undefined) return { id: bucket.Arn, type: "s3.bucket" };
  const user = Resource?.AccessKeyDetails?.UserName;
  if (user !== undefined) return { id: user, type: "iam.principal" };
  return { id: need(Arn, "Finding.Arn"), type: Resource?.ResourceType ?? "unknown" };
}

/** The ARN of a resource in the finding's own account and Region. */
function arnBeside(findingArn: string | undefined, service: string, resource: string): string {
  const [, partition = "aws", , region = "", account = ""] = need(findingArn, "Finding.Arn").split(":");
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/**
 * One GuardDuty finding as ours. `detectedAt` is CreatedAt and `firstObservedAt` is Service.EventFirstSeen: the
 * two instants of time to detect.
 *
 * @throws Malformed, naming the field.
 */
export function decodeThreat(finding: Finding): FindingDraft {
  const resource = resourceOf(finding);
  const type = need(finding.Type, "Finding.Type");
  return {
    source: "guardduty",
    kind: "threat",
    accountId: need(finding.AccountId, "Finding.AccountId"),
    region: need(finding.Region, "Finding.Region"),
    key: need(finding.Id, "Finding.Id"),
    controlId: null,
    resourceId: resource.id,
    resourceType: resource.type,
    severity: severityOf(need(finding.Severity, "Finding.Severity")),
    title: finding.Title ?? type,
    evidence: {
      summary: finding.Description ?? type,
      fragments: [{ label: "Finding", place: "guardduty.finding", value: fragmentOf(finding, type) }],
    },
    detectedAt: instantOf(finding.CreatedAt, "Finding.CreatedAt"),
    firstObservedAt: instantOf(finding.Service?.EventFirstSeen, "Finding.Service.EventFirstSeen"),
  };
}

/** What GuardDuty says of a finding: open until it is archived. */
export function sightThreat(finding: Finding): Sighting {
  const updatedAt = instantOf(finding.UpdatedAt, "Finding.UpdatedAt");
  if (finding.Service?.Archived !== true) return { finding: decodeThreat(finding), updatedAt };
  const accountId = need(finding.AccountId, "Finding.AccountId");
  return {
    finding: { gone: true, source: "guardduty", accountId, key: need(finding.Id, "Finding.Id") },
    updatedAt,
  };
}

function fragmentOf(finding: Finding, type: string): Json {
  return {
    type,
    id: finding.Id ?? null,
    severity: finding.Severity ?? null,
    sample: finding.Service?.AdditionalInfo?.Value?.includes('"sample":true') ?? false,
    eventFirstSeen: finding.Service?.EventFirstSeen ?? null,
    resourceRole: finding.Service?.ResourceRole ?? null,
    actionType: finding.Service?.Action?.ActionType ?? null,
  };
}
