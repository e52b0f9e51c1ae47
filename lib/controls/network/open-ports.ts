import type { Fact } from "#lib/inventory/kinds.ts";
import { anySourcePorts, type OpenPorts, type PortRange, type Rule } from "#lib/network/open-rules.ts";
import { fragment, type Slices, Undecidable } from "../define.ts";

type List = Fact<"ec2.prefix-list">;
const listsById = new WeakMap<readonly List[], ReadonlyMap<string, List["payload"]>>();

function prefixLists(facts: Slices<"ec2.prefix-list">): ReadonlyMap<string, List["payload"]> {
  const all = facts.all("ec2.prefix-list");
  const known = listsById.get(all);
  if (known !== undefined) return known;
  const lists = new Map(all.map((fact) => [fact.payload.id, fact.payload]));
  listsById.set(all, lists);
  return lists;
}

/**
 * The ports among those that matter which any address reaches. Prefix lists are asked for only where the
 * rules' own addresses do not decide. Throws `Undecidable` where a source that matters cannot be read.
 */
export function openPorts(
  facts: Slices<"ec2.prefix-list">,
  rules: readonly Rule[],
  matters: (range: PortRange) => boolean,
): readonly OpenPorts[] {
  const own = anySourcePorts(rules, () => undefined);
  const open = own.open.filter(matters);
  if (open.length > 0 || !own.unresolved.some(matters)) return open;
  const all = anySourcePorts(rules, (id) => prefixLists(facts).get(id));
  const opened = all.open.filter(matters);
  const unread = all.unresolved.find(matters);
  if (opened.length === 0 && unread !== undefined) throw new Undecidable(unread.reason, "ec2.prefix-list");
  return opened;
}

/** `TCP 22`, `UDP 1000–2000`, `all traffic`. */
export function portsText({ protocol, from, to }: PortRange): string {
  if (protocol === "-1") return "all traffic";
  const ports = from === to ? `${from}` : `${from}–${to}`;
  return `${/^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol.toUpperCase()} ${ports}`;
}

export function openText(open: readonly OpenPorts[]): string {
  return [...new Set(open.map(portsText))].join(", ");
}

/** The rules behind open ports as evidence, each once; rules are counted from 1 in the label. */
export function ruleFragments(
  open: readonly OpenPorts[],
  rules: readonly Rule[],
  group: string,
  direction: "inbound" | "outbound" = "inbound",
) {
  const places = [...new Set(open.flatMap((one) => one.rules))].sort((a, b) => a - b);
  const label = direction === "inbound" ? "Inbound" : "Outbound";
  return places.flatMap((place) => {
    const rule = rules[place];
    if (rule === undefined) return [];
    return [
      fragment(`${label} rule ${place + 1} of ${group}`, `ec2.security-group ${direction}[${place}]`, {
        ...rule,
      }),
    ];
  });
}
