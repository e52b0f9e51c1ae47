import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { coverAll, coverRange, type Family, prefixLength } from "./address-space.ts";
import { holdsPort, isOfFamily, type PortRange, portsOf } from "./open-rules.ts";

export type AclEntry = PayloadOf<"ec2.network-acl">["entries"][number];

/** A TCP port that every address may send to, but for those that an earlier entry denies. */
export interface OpenAclPort {
  readonly family: Family;
  readonly port: number;
  /** Places of the allowing entries in the list: one, or several that together hold every address. */
  readonly entries: readonly number[];
}

interface Inbound {
  readonly place: number;
  readonly entry: AclEntry;
  readonly ports: PortRange;
  readonly family: Family;
}

function inboundInOrder(entries: readonly AclEntry[]): readonly Inbound[] {
  return entries
    .map((entry, place) => ({
      place,
      entry,
      ports: portsOf(entry),
      family: isOfFamily(entry.cidr, 6) ? (6 as const) : (4 as const),
    }))
    .filter(({ entry }) => !entry.egress)
    .sort((a, b) => a.entry.ruleNumber - b.entry.ruleNumber);
}

function openEntries(inbound: readonly Inbound[], port: number, family: Family): readonly number[] {
  const denied: string[] = [];
  const allowed: string[] = [];
  const places: number[] = [];
  for (const { place, entry, ports, ...each } of inbound) {
    if (each.family !== family || !holdsPort(ports, "tcp", port)) continue;
    if (entry.action === "deny") denied.push(entry.cidr);
    // Wholly behind denies it decides nothing.
    else if (!coverRange(denied, entry.cidr, family)) {
      if (prefixLength(entry.cidr, family) === 0) return [place];
      allowed.push(entry.cidr);
      places.push(place);
    }
  }
  return coverAll(allowed, family) ? places : [];
}

/**
 * The TCP ports among `ports` that a network ACL lets any address reach. Entries apply by ascending number and
 * the first that fits a packet decides, so an allow behind a deny of all its addresses is none; a deny of some
 * of them (a block list) leaves it open to all others.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function openAclPorts(entries: readonly AclEntry[], ports: readonly number[]): readonly OpenAclPort[] {
  const inbound = inboundInOrder(entries);
  return ports.flatMap((port) =>
    ([4, 6] as const).flatMap((family) => {
      const open = openEntries(inbound, port, family);
      return open.length === 0 ? [] : [{ family, port, entries: open }];
    }),
  );
}

/** Whether an address range of an entry cannot be read: then the ACL cannot be judged. */
export function hasUnreadableCidr(entries: readonly AclEntry[]): boolean {
  return entries.some(({ cidr }) => prefixLength(cidr, isOfFamily(cidr, 6) ? 6 : 4) === null);
}
