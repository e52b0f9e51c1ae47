import { type AclEntry, entriesInOrder, hasUnreadableCidr, type Opening, openingFor } from "./acl-ports.ts";
import { coverAll, type Family } from "./address-space.ts";
import type { PortRange } from "./open-rules.ts";
import { portTexts } from "./port-classes.ts";

/** Where the senders of packets listen for the answer. */
const answered = { from: 1024, to: 65535 };

export type AclWay =
  | { readonly state: "open"; readonly text: string }
  | { readonly state: "closed"; readonly text: string }
  | { readonly state: "unknown"; readonly text: string };

type Entries = ReturnType<typeof entriesInOrder>;

interface Packets {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Every protocol that the entries tell apart, and one that they do not name. */
function protocolsOf(range: PortRange, entries: Entries): readonly string[] {
  if (range.protocol !== "-1") return [range.protocol];
  const named = entries.map(({ ports }) => ports.protocol).filter((protocol) => protocol !== "-1");
  return [...new Set(["tcp", "udp", ...named, "another"])];
}

/** How packets of a range pass: once for each list of addresses that is denied on the way. */
function openings(entries: Entries, { protocol, from, to }: Packets, family: Family): readonly Opening[] {
  const edges =
    protocol === "tcp" || protocol === "udp"
      ? entries.flatMap(({ ports }) => [ports.from, ports.to + 1])
      : [];
  const ports = new Set([from, ...edges.filter((port) => from < port && port <= to)]);
  const found = new Map<string, Opening>();
  for (const port of ports) {
    const opening = openingFor(entries, { protocol, port, family });
    if (opening !== null) found.set(opening.denied.join(), opening);
  }
  return [...found.values()];
}

/**
 * Whether a network ACL lets packets from any address in on one of the open ports, and the answers out: to some
 * port from 1024 on, since the sender chooses it. Stateless, by ascending number, the first that fits decides. As
 * elsewhere "any address" means all of them but for block lists: an ACL that lets only some addresses in is closed.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function aclWay(entries: readonly AclEntry[], open: readonly PortRange[], family: Family): AclWay {
  if (hasUnreadableCidr(entries))
    return { state: "unknown", text: "An address range of it could not be read." };
  const inbound = entriesInOrder(entries, false);
  const outbound = entriesInOrder(entries, true);
  const number = (opening: Opening) =>
    opening.places.map((place) => entries[place]?.ruleNumber ?? "").join(" and ");
  let arrives = false;
  for (const range of open)
    for (const protocol of protocolsOf(range, inbound)) {
      const ways = openings(inbound, { protocol, from: range.from, to: range.to }, family);
      arrives ||= ways.length > 0;
      const answers = ways.length === 0 ? [] : openings(outbound, { protocol, ...answered }, family);
      for (const way of ways)
        for (const answer of answers)
          if (!coverAll([...way.denied, ...answer.denied], family))
            return {
              state: "open",
              text: `entry ${number(way)} lets it in, entry ${number(answer)} the answer out`,
            };
    }
  return {
    state: "closed",
    text: arrives
      ? "it lets no answer out to any address"
      : `it lets not every address in on ${portTexts(open).join(", ")}`,
  };
}
