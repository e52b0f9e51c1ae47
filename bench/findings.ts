import { controls } from "#lib/controls/registry.ts";
import { type FindingDraft, severities } from "#lib/inventory/findings.ts";

const regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1"] as const;

const pick = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("An empty list has nothing to pick.");
  return item;
};

/** Spread over all 32 bits, so that account, control and severity of a finding have nothing to do with each other. */
const scatter = (index: number, salt: number) => Math.imul(index + salt, 2_654_435_761) >>> 12;

export const benchAccount = (index: number) => String(100_000_000_000 + index * 7919);

/** `count` findings spread over accounts, Regions and controls, a fifth of them another detector's. */
export function* benchFindings(count: number, accounts: number): Generator<FindingDraft> {
  for (let index = 0; index < count; index++) {
    const control = pick(controls, scatter(index, 1));
    const accountId = benchAccount(index % accounts);
    const region = pick(regions, scatter(index, 2));
    const name = `i-${(index * 2_654_435_761).toString(16).padStart(17, "0").slice(-17)}`;
    const resourceId = `arn:aws:ec2:${region}:${accountId}:instance/${name}`;
    const external = scatter(index, 4) % 5 === 0;
    yield {
      source: external ? "security-hub" : "postern",
      kind: "misconfiguration",
      accountId,
      region,
      key: external ? `arn:aws:securityhub:finding/${index}` : `${control.id}|${region}|${resourceId}`,
      controlId: external ? null : control.id,
      resourceId,
      resourceType: "ec2.instance",
      severity: external ? pick(severities, scatter(index, 3)) : control.severity,
      title: control.title,
      evidence: {
        summary: "HttpTokens is optional: the metadata service answers without a session token.",
        fragments: [
          {
            label: "Metadata options",
            place: "ec2.instance httpTokens",
            value: { httpTokens: "optional", index },
          },
        ],
      },
      detectedAt: null,
      firstObservedAt: null,
    };
  }
}
