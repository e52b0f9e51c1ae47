import type { Fact } from "#lib/inventory/kinds.ts";
import { balancerOf, type Targets } from "./balanced.ts";
import { type AnySource, anySourcePorts, type OpenPorts, type PrefixLists } from "./open-rules.ts";
import { furthest, hasAddress, type OpenGroup, type Reach, reachOf } from "./reach.ts";
import type { VpcNetworks } from "./vpc-network.ts";

type NetworkInterface = Fact<"ec2.network-interface">;

/** What any address may do to a resource, by tier. */
export type Exposure =
  | { readonly class: "closed" }
  | { readonly class: "behind-load-balancer"; readonly balancer: string }
  | { readonly class: "unknown"; readonly reason: "groupsUnseen" | "sourcesUnseen" }
  | {
      readonly class: "attached" | "reachable" | "reach-unknown";
      readonly open: readonly OpenPorts[];
      readonly reach: Reach;
    };

/** Security groups by their ids, each analysed once. */
export function groupSources(
  groups: readonly Fact<"ec2.security-group">[],
  prefixLists: PrefixLists,
): ReadonlyMap<string, AnySource> {
  return new Map(groups.map(({ payload }) => [payload.id, anySourcePorts(payload.inbound, prefixLists)]));
}

interface Context {
  readonly groups: ReadonlyMap<string, AnySource>;
  readonly networks: VpcNetworks;
  readonly targets: Targets;
}

interface Worn {
  readonly face: NetworkInterface;
  readonly open: readonly OpenGroup[];
  readonly lacking: "groupsUnseen" | "sourcesUnseen" | null;
}

function wornBy(face: NetworkInterface, { groups }: Context): Worn {
  const open: OpenGroup[] = [];
  let lacking: Worn["lacking"] = null;
  for (const groupId of [...face.payload.securityGroupIds].sort()) {
    const source = groups.get(groupId);
    if (source === undefined) lacking = "groupsUnseen";
    else {
      if (source.open.length > 0) open.push({ groupId, open: source.open });
      if (source.unresolved.length > 0) lacking ??= "sourcesUnseen";
    }
  }
  return { face, open, lacking };
}

const classes = { reachable: "reachable", unknown: "reach-unknown", stopped: "attached" } as const;

function attached(worn: readonly Worn[], { networks }: Context): Exposure | undefined {
  const open = worn.flatMap((each) => each.open.flatMap((group) => group.open));
  const best = furthest(worn.flatMap(({ face, open }) => reachOf(face, open, networks) ?? []));
  if (best === undefined) return undefined;
  // A group that was not read may be open too, and what it is on can be reached.
  const blind = worn.find(({ face, lacking }) => lacking !== null && hasAddress(face));
  if (best.state !== "stopped" || blind === undefined)
    return { class: classes[best.state], open, reach: best };
  const stopped = `Not every rule on ${blind.face.payload.id} is known, and it has a public address.`;
  return { class: "reach-unknown", open, reach: { ...best, state: "unknown", stopped } };
}

/**
 * How exposed a resource is, by all its interfaces in use: `attached` where one of its security groups lets any
 * address in and nothing arrives, `reachable` where packets do.
 */
export function exposureOf(faces: readonly NetworkInterface[], context: Context): Exposure {
  const worn = faces.map((face) => wornBy(face, context));
  const exposed = attached(worn, context);
  if (exposed !== undefined) return exposed;
  for (const reason of ["groupsUnseen", "sourcesUnseen"] as const)
    if (worn.some(({ lacking }) => lacking === reason)) return { class: "unknown", reason };
  if (faces.some(hasAddress)) return { class: "closed" };
  const balancer = faces.map((face) => balancerOf(face, context.targets)).find((each) => each !== undefined);
  return balancer === undefined ? { class: "closed" } : { class: "behind-load-balancer", balancer };
}
