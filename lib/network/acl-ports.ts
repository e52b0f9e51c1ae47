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

/** An entry with its place in the list, decoded. */
export interface Placed {
  readonly place: number;
  readonly entry: AclEntry;
  readonly ports: PortRange;
  readonly family: Family;
}

/** A packet as entries see it; the port means nothing to protocols other than TCP and UDP. */
export interface Packet {
  readonly protocol: string;
  readonly port: number;
  readonly family: Family;
}

/** How every address, but for some, may pass. */
export interface Opening {
  /** Places of the allowing entries in the list: one, or several that together hold every address. */
  readonly places: readonly number[];
  /** Addresses that an earlier entry denies. */
  readonly denied: readonly string[];
}

/** The entries of one direction, in the order in which they are tried. */
export function entriesInOrder(entries: readonly AclEntry[], egress: boolean): readonly Placed[] {
  return entries
    .map((entry, place) => ({
      place,
      entry,
      ports: portsOf(entry),
      family: isOfFamily(entry.cidr, 6) ? (6 as const) : (4 as const),
    }))
    .filter(({ entry }) => entry.egress === egress)
    .sort((a, b) => a.entry.ruleNumber - b.entry.ruleNumber);
}

/** How any address may pass with a packet; null where they do not let every address pass. */
export function openingFor(ordered: readonly Placed[], { protocol, port, family }: Packet): Opening | null {
  const denied: string[] = [];
  const allowed: string[] = [];
  const places: number[] = [];
  for (const { place, entry, ports, ...each } of ordered) {
    if (each.family !== family || !holdsPort(ports, protocol, port)) continue;
    if (entry.action === "deny") denied.push(entry.cidr);
    // Wholly behind denies it decides nothing.
    else if (!coverRange(denied, entry.cidr, family)) {
      if (prefixLength(entry.cidr, family) === 0) return { places: [place], denied };
      allowed.push(entry.cidr);
      places.push(place);
    }
  }
  return coverAll(allowed, family) ? { places, denied } : null;
}

/**
 * The TCP ports among `ports` that a network ACL lets any address reach. Entries apply by ascending number and
 * the first that fits a packet decides, so an allow behind a deny of all its addresses is none; a deny of some
 * of them (a block list) leaves it open to all others.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function openAclPorts(entries: readonly AclEntry[], ports: readonly number[]): readonly OpenAclPort[] {
  const inbound = entriesInOrder(entries, false);
  return ports.flatMap((port) =>
    ([4, 6] as const).flatMap((family) => {
      const opening = openingFor(inbound, { protocol: "tcp", port, family });
      return opening === null ? [] : [{ family, port, entries: opening.places }];
    }),
  );
}

/** Whether an address range of an entry cannot be read: then the ACL cannot be judged. */
export function hasUnreadableCidr(entries: readonly AclEntry[]): boolean {
  return entries.some(({ cidr }) => prefixLength(cidr, isOfFamily(cidr, 6) ? 6 : 4) === null);
}
