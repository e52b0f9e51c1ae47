import type { AwsSecurityFinding } from "@aws-sdk/client-securityhub";
import { MalformedAnswer, need } from "#collectors/runtime/decode.ts";
import { passesWanted } from "#lib/controls/detector-pairs.ts";
import {
  type DetectorPass,
  type FindingDraft,
  type FindingKind,
  type Json,
  type Severity,
  type Sighting,
  severities,
} from "#lib/inventory/findings.ts";

function severityOf(finding: AwsSecurityFinding): Severity {
  const label = need(finding.Severity?.Label, "AwsSecurityFinding.Severity.Label").toLowerCase();
  const known = severities.find((severity) => severity === label);
  if (known === undefined) throw new MalformedAnswer("AwsSecurityFinding.Severity.Label", `is ${label}`);
  return known;
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Types: namespace first. */
function kindOf(finding: AwsSecurityFinding): FindingKind {
  const [type = ""] = finding.Types ?? [];
  const [namespace = "", category = ""] = type.split("/");
  if (finding.ProductName === "Inspector" || category === "Vulnerabilities") return "vulnerability";
  if (finding.ProductName === "IAM Access Analyzer")
    return type.includes("Unused") ? "unused-access" : "external-access";
  if (namespace === "Sensitive Data Identifications") return "sensitive-data";
  if (["TTPs", "Effects", "Unusual Behaviors"].includes(namespace)) return "threat";
  return "misconfiguration";
}

function instantOf(text: string | undefined, field: string): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new MalformedAnswer(field, `is "${text}"`);
  return date;
}

/**
 * One ASFF finding as ours. On control findings `FirstObservedAt` is when compliance last changed, so it is kept
 * only for threats, where it is when the activity began.
 *
 * @throws Malformed, naming the field.
 */
export function decodeSecurityHubFinding(finding: AwsSecurityFinding): FindingDraft {
  const kind = kindOf(finding);
  const [resource] = finding.Resources ?? [];
  return {
    source: "security-hub",
    kind,
    accountId: need(finding.AwsAccountId, "AwsSecurityFinding.AwsAccountId"),
    region: need(finding.Region ?? resource?.Region, "AwsSecurityFinding.Region"),
    key: need(finding.Id, "AwsSecurityFinding.Id"),
    controlId: null,
    detectorControl: finding.Compliance?.SecurityControlId ?? null,
    resourceId: need(resource?.Id, "AwsSecurityFinding.Resources[0].Id"),
    resourceType: need(resource?.Type, "AwsSecurityFinding.Resources[0].Type"),
    severity: severityOf(finding),
    title: need(finding.Title, "AwsSecurityFinding.Title"),
    evidence: {
      summary: finding.Description ?? finding.Title ?? "",
      fragments: [{ label: "Finding", place: "securityhub.finding", value: fragmentOf(finding) }],
    },
    detectedAt: instantOf(finding.CreatedAt, "AwsSecurityFinding.CreatedAt"),
    firstObservedAt:
      kind === "threat" ? instantOf(finding.FirstObservedAt, "AwsSecurityFinding.FirstObservedAt") : null,
  };
}

/**
 * What Security Hub says of a finding: open while its record is active, its workflow is not over and its
 * compliance has not passed.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/finding-workflow-status.html
 */
export function sightSecurityHubFinding(finding: AwsSecurityFinding): Sighting {
  const updatedAt = instantOf(finding.UpdatedAt, "AwsSecurityFinding.UpdatedAt");
  if (isOpen(finding)) return { finding: decodeSecurityHubFinding(finding), updatedAt };
  const accountId = need(finding.AwsAccountId, "AwsSecurityFinding.AwsAccountId");
  const key = need(finding.Id, "AwsSecurityFinding.Id");
  const passed = passOf(finding);
  const gone = { gone: true, source: "security-hub", accountId, key } as const;
  return { finding: passed === undefined ? gone : { ...gone, passed }, updatedAt };
}

const wanted = new Set(passesWanted);

/** That a resource passes a control which ours are compared with. */
function passOf(finding: AwsSecurityFinding): DetectorPass | undefined {
  const { RecordState, Compliance, Resources, Region, Title } = finding;
  const detectorControl = Compliance?.SecurityControlId;
  if (RecordState === "ARCHIVED" || Compliance?.Status !== "PASSED") return undefined;
  if (detectorControl === undefined || !wanted.has(detectorControl)) return undefined;
  const [resource] = Resources ?? [];
  return {
    region: need(Region ?? resource?.Region, "AwsSecurityFinding.Region"),
    detectorControl,
    resourceId: need(resource?.Id, "AwsSecurityFinding.Resources[0].Id"),
    title: need(Title, "AwsSecurityFinding.Title"),
  };
}

function isOpen({ RecordState, Workflow, Compliance }: AwsSecurityFinding): boolean {
  if (RecordState === "ARCHIVED") return false;
  if (Workflow?.Status === "RESOLVED" || Workflow?.Status === "SUPPRESSED") return false;
  return Compliance?.Status !== "PASSED" && Compliance?.Status !== "NOT_AVAILABLE";
}

function fragmentOf(finding: AwsSecurityFinding): Json {
  return {
    generatorId: finding.GeneratorId ?? null,
    productName: finding.ProductName ?? null,
    types: finding.Types ?? [],
    sample: finding.Sample ?? false,
    complianceStatus: finding.Compliance?.Status ?? null,
    securityControlId: finding.Compliance?.SecurityControlId ?? null,
    workflowStatus: finding.Workflow?.Status ?? null,
    remediationUrl: finding.Remediation?.Recommendation?.Url ?? null,
  };
}
