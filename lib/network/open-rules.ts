import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { coverAll, type Family, prefixLength } from "./address-space.ts";

export type Rule = PayloadOf<"ec2.security-group">["inbound"][number];
export type PrefixList = Pick<PayloadOf<"ec2.prefix-list">, "ownerId" | "cidrs">;
/** Undefined for a list that is not among the facts. */
export type PrefixLists = (id: string) => PrefixList | undefined;

export interface PortRange {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all of them. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Ports that any address reaches. */
export interface OpenPorts extends PortRange {
  readonly family: Family;
  /** Places in the list of rules: one, or several whose sources together hold every address. */
  readonly rules: readonly number[];
}

/** Ports of which a source could not be read. */
export interface Unresolved extends PortRange {
  readonly rule: number;
  readonly reason: string;
}

export interface AnySource {
  readonly open: readonly OpenPorts[];
  readonly unresolved: readonly Unresolved[];
}

const protocolNames: Readonly<Record<string, string>> = {
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};
const allPorts = { from: 0, to: 65535 };

/** Protocol and ports of a rule. Null ports, and -1, mean all of them. */
export function portsOf(rule: Pick<Rule, "protocol" | "fromPort" | "toPort">): PortRange {
  const written = rule.protocol.toLowerCase();
  const protocol = written === "all" ? "-1" : (protocolNames[written] ?? written);
  const bounded = protocol !== "-1" && rule.fromPort !== null && rule.fromPort >= 0;
  const from = bounded ? (rule.fromPort ?? allPorts.from) : allPorts.from;
  const to = bounded && rule.toPort !== null && rule.toPort >= 0 ? rule.toPort : allPorts.to;
  return { protocol, from, to };
}

interface Source extends PortRange {
  readonly rule: number;
  readonly cidrs: Readonly<Record<Family, readonly string[]>>;
}

export function isOfFamily(cidr: string, family: Family): boolean {
  return cidr.includes(":") === (family === 6);
}

/** Where several rules of one protocol together hold every address, port by port. */
function openTogether(sources: readonly Source[], protocol: string, family: Family): OpenPorts[] {
  if (
    !coverAll(
      sources.flatMap((source) => source.cidrs[family]),
      family,
    )
  )
    return [];
  const edges = [...new Set(sources.flatMap(({ from, to }) => [from, to + 1]))].sort((a, b) => a - b);
  const open: OpenPorts[] = [];
  for (const [place, from] of edges.entries()) {
    const to = (edges[place + 1] ?? 0) - 1;
    const here = sources.filter((source) => source.from <= from && from <= source.to);
    if (
      to < from ||
      !coverAll(
        here.flatMap((source) => source.cidrs[family]),
        family,
      )
    )
      continue;
    if (here.every((source) => source.protocol !== protocol)) continue;
    open.push({ protocol, family, from, to, rules: here.map((source) => source.rule) });
  }
  return open;
}

/**
 * The ports of a security group's rules (one direction) that any address reaches: `0.0.0.0/0` or `::/0`,
 * a customer's prefix list that holds them, or CIDRs that together hold the whole address space, also
 * across rules for the same ports. Lists that AWS owns are exempt: they name AWS services.
 *
 * A prefix list that is not among the facts, and a CIDR that cannot be read, come back as `unresolved`:
 * they decide nothing, and must not be taken for closed.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
 */
export function anySourcePorts(rules: readonly Rule[], prefixLists: PrefixLists): AnySource {
  const open: OpenPorts[] = [];
  const unresolved: Unresolved[] = [];
  const narrower: Record<Family, Source[]> = { 4: [], 6: [] };
  for (const [rule, permission] of rules.entries()) {
    const ports = portsOf(permission);
    const cidrs = { 4: [...permission.ipv4], 6: [...permission.ipv6] };
    for (const id of permission.prefixListIds) {
      const list = prefixLists(id);
      if (list === undefined)
        unresolved.push({ ...ports, rule, reason: `The prefix list ${id} is not among the facts.` });
      else if (list.ownerId !== "AWS")
        for (const cidr of list.cidrs) cidrs[isOfFamily(cidr, 6) ? 6 : 4].push(cidr);
    }
    for (const family of [4, 6] as const) {
      const lengths = cidrs[family].map((cidr) => prefixLength(cidr, family));
      if (lengths.includes(null))
        unresolved.push({ ...ports, rule, reason: "A source address of a rule could not be read." });
      if (lengths.includes(0)) open.push({ ...ports, family, rules: [rule] });
      else if (lengths.length > 0) narrower[family].push({ ...ports, rule, cidrs });
    }
  }
  for (const family of [4, 6] as const)
    for (const protocol of new Set(narrower[family].map((source) => source.protocol)))
      open.push(
        ...openTogether(
          narrower[family].filter((source) => source.protocol === protocol || source.protocol === "-1"),
          protocol,
          family,
        ),
      );
  return { open, unresolved };
}

/** Whether a range holds a port of a protocol; protocol `-1` holds every one. */
export function holdsPort(range: PortRange, protocol: string, port: number): boolean {
  if (range.protocol === "-1") return true;
  return range.protocol === protocol && range.from <= port && port <= range.to;
}
