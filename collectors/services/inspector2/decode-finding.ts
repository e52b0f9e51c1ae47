import type { Finding } from "@aws-sdk/client-inspector2";
import { MalformedAnswer, need } from "#collectors/runtime/decode.ts";
import { type FindingDraft, type Json, type Severity, severities } from "#lib/inventory/findings.ts";

/** https://docs.aws.amazon.com/inspector/latest/user/findings-understanding-severity.html */
function severityOf(finding: Finding): Severity {
  const label = need(finding.severity, "Finding.severity").toLowerCase();
  // Nobody has rated it yet, which says nothing of its harm.
  if (label === "untriaged") return "medium";
  const known = severities.find((severity) => severity === label);
  if (known === undefined) throw new MalformedAnswer("Finding.severity", `is ${label}`);
  return known;
}

/** Inspector names an instance by its id alone. */
function resourceOf(finding: Finding, accountId: string, region: string) {
  const resource = need(finding.resources?.[0], "Finding.resources[0]");
  const id = need(resource.id, "Finding.resources[0].id");
  const type = need(resource.type, "Finding.resources[0].type");
  if (type !== "AWS_EC2_INSTANCE" || id.startsWith("arn:")) return { id, type };
  const partition = resource.partition ?? "aws";
  return { id: `arn:${partition}:ec2:${region}:${accountId}:instance/${id}`, type: "ec2.instance" };
}

/**
 * One network reachability finding as ours.
 *
 * @throws Malformed, naming the field.
 */
export function decodeReachability(finding: Finding, region: string): FindingDraft {
  const accountId = need(finding.awsAccountId, "Finding.awsAccountId");
  const arn = need(finding.findingArn, "Finding.findingArn");
  const resource = resourceOf(finding, accountId, region);
  const description = need(finding.description, "Finding.description");
  return {
    source: "inspector",
    kind: "vulnerability",
    accountId,
    region,
    key: arn,
    controlId: null,
    resourceId: resource.id,
    resourceType: resource.type,
    severity: severityOf(finding),
    title: finding.title ?? description,
    evidence: {
      summary: description,
      fragments: [{ label: "Network path", place: "inspector.finding", value: pathOf(finding) }],
    },
    detectedAt: need(finding.firstObservedAt, "Finding.firstObservedAt"),
    firstObservedAt: null,
  };
}

function pathOf(finding: Finding): Json {
  const details = finding.networkReachabilityDetails;
  return {
    type: finding.type ?? null,
    protocol: details?.protocol ?? null,
    fromPort: details?.openPortRange?.begin ?? null,
    toPort: details?.openPortRange?.end ?? null,
    // In the order in which a packet passes them.
    steps: (details?.networkPath?.steps ?? []).map((step) => `${step.componentType} ${step.componentId}`),
  };
}
