import { arn, networkInterface, prefixList, rule, securityGroup } from "#lib/controls/testing/facts.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import { openVpc } from "#lib/network/testing/vpc-facts.ts";
import { measureNetworkExposure } from "../network-exposure.ts";
import { measured } from "./input.ts";

export const eni = arn.ec2("network-interface/eni-1");
export const publicIp = "198.51.100.7";
export const ipv6Addresses = ["2600:1f18::7"];
const ssh = securityGroup("sg-ssh", { inbound: [rule({ fromPort: 22, toPort: 22, ipv4: ["0.0.0.0/0"] })] });
const ssh6 = securityGroup("sg-ssh6", { inbound: [rule({ fromPort: 22, toPort: 22, ipv6: ["::/0"] })] });
const all = securityGroup("sg-all", { inbound: [rule({ protocol: "-1", ipv4: ["0.0.0.0/0"] })] });
const halves = securityGroup("sg-halves", {
  inbound: [rule({ ipv4: ["0.0.0.0/1", "128.0.0.0/1"] })],
});
const listed = securityGroup("sg-listed", { inbound: [rule({ prefixListIds: ["pl-ours"] })] });
const ofAws = securityGroup("sg-aws", { inbound: [rule({ prefixListIds: ["pl-aws"] })] });
const closed = securityGroup("sg-closed", { inbound: [rule({ ipv4: ["10.0.0.0/8"] })] });
const groups = [ssh, ssh6, all, halves, listed, ofAws, closed];
const lists = [prefixList("pl-ours", "111122223333", "0.0.0.0/0"), prefixList("pl-aws", "AWS")];

export type Pieces = Partial<Record<keyof typeof openVpc, Fact | Fact[]>>;
/** `openVpc`, some of it replaced. */
export const network = (over: Pieces = {}): Fact[] => Object.values({ ...openVpc, ...over }).flat();
/** An interface with a public address and SSH open to every IPv4 address. */
export const face = (over: Parameters<typeof networkInterface>[1] = {}) =>
  networkInterface("eni-1", { publicIp, securityGroupIds: ["sg-ssh"], ...over });

/** What the metric says of a thing; everything was seen but what `unseen` names. */
export function rowOf(
  facts: readonly Fact[],
  unseen: (accountId: string, kind: FactKind) => boolean = () => false,
  id = eni,
) {
  const rows = measureNetworkExposure({
    ...measured([...facts, ...groups, ...lists]),
    seen: (owner, _, kind) => !unseen(owner, kind),
  });
  const row = rows.find(({ subjectId }) => subjectId === id);
  if (row === undefined || row.detail.metric !== "network-exposure") throw new Error(`${id} is not measured`);
  return { ...row, detail: row.detail };
}
