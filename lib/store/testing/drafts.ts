import type { FindingDraft } from "#lib/inventory/findings.ts";

/** A finding of our own for tests: control `c`, one fragment, in us-east-1. */
export function draft(resourceId: string, change: Partial<FindingDraft> = {}): FindingDraft {
  const controlId = change.controlId ?? "sg-no-open-admin";
  const region = change.region ?? "us-east-1";
  return {
    source: "postern",
    kind: "misconfiguration",
    accountId: "111122223333",
    region,
    key: `${controlId}|${region}|${resourceId}`,
    controlId,
    resourceId,
    resourceType: "ec2.security-group",
    severity: "critical",
    title: "22, 3389 and 5439 are closed to the world",
    evidence: { summary: "Port 22 is open.", fragments: [] },
    detectedAt: null,
    firstObservedAt: null,
    ...change,
  };
}
