import type { Severity } from "#lib/inventory/findings.ts";

const pillarNames: Readonly<Record<string, string>> = {
  identity: "Identity",
  devices: "Devices",
  networks: "Networks",
  applications: "Applications and workloads",
  data: "Data",
  visibility: "Visibility and analytics",
  automation: "Automation",
  governance: "Governance",
};

const phaseNames: Readonly<Record<number, string>> = {
  1: "Identity: static credentials gone",
  2: "Network",
  3: "Workloads and data",
  4: "Guardrails and drift correction",
  5: "Measure and refine",
};

const sourceNames: Readonly<Record<string, string>> = {
  postern: "Postern",
  "security-hub": "Security Hub",
  guardduty: "GuardDuty",
  "access-analyzer": "Access Analyzer",
  inspector: "Inspector",
  macie: "Macie",
};

export function pillarName(pillar: string): string {
  return pillarNames[pillar] ?? pillar;
}

export function phaseName(phase: number): string {
  const name = phaseNames[phase];
  return name === undefined ? `Phase ${phase}` : `Phase ${phase} · ${name}`;
}

export function sourceName(source: string): string {
  return sourceNames[source] ?? source;
}

export const severityNames: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  informational: "Informational",
};

export const severitiesFromWorst: readonly Severity[] = [
  "critical",
  "high",
  "medium",
  "low",
  "informational",
];
