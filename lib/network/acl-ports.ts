import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { coverAll, coverRange, type Family, prefixLength } from "./address-space.ts";
import { holdsPort, isOfFamily, portsOf } from "./open-rules.ts";

export type AclEntry = PayloadOf<"ec2.network-acl">["entries"][number];

/** A TCP port that every address may send to, but for those that an earlier entry denies. */
export interface OpenAclPort {
  readonly family: Family;
  readonly port: number;
  /** Places of the allowing entries in the list: one, or several that together hold every address. */
  readonly entries: readonly number[];
}

function inboundInOrder(entries: readonly AclEntry[]) {
  return entries
    .map((entry, place) => ({ entry, place }))
    .filter(({ entry }) => !entry.egress)
    .sort((a, b) => a.entry.ruleNumber - b.entry.ruleNumber);
}

function openEntries(entries: readonly AclEntry[], port: number, family: Family): readonly number[] {
  const denied: string[] = [];
  const allowed: string[] = [];
  const places: number[] = [];
  for (const { entry, place } of inboundInOrder(entries)) {
    if (!isOfFamily(entry.cidr, family) || !holdsPort(portsOf(entry), "tcp", port)) continue;
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
  return ports.flatMap((port) =>
    ([4, 6] as const).flatMap((family) => {
      const open = openEntries(entries, port, family);
      return open.length === 0 ? [] : [{ family, port, entries: open }];
    }),
  );
}

/** Whether an address range of an entry cannot be read: then the ACL cannot be judged. */
export function hasUnreadableCidr(entries: readonly AclEntry[]): boolean {
  return entries.some(({ cidr }) => prefixLength(cidr, isOfFamily(cidr, 6) ? 6 : 4) === null);
}
