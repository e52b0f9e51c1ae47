import ipaddr from "ipaddr.js";
import type { Fact } from "#lib/inventory/kinds.ts";
import { aclWay } from "./acl-way.ts";
import type { Family } from "./address-space.ts";
import type { OpenPorts } from "./open-rules.ts";
import { portTexts } from "./port-classes.ts";
import type { VpcNetworks } from "./vpc-network.ts";

type NetworkInterface = Fact<"ec2.network-interface">;

export interface Step {
  readonly step: "internet" | "gateway" | "route" | "network-acl" | "security-group-rule" | "interface";
  readonly id: string;
  readonly text: string;
}

/** How far packets from any address get to an interface. */
export interface Reach {
  readonly state: "reachable" | "stopped" | "unknown";
  /** From the internet inwards; where nothing arrives the last step is what stops it. */
  readonly path: readonly Step[];
  /** One sentence; null where it is reachable. */
  readonly stopped: string | null;
}

/** The open ports of one security group. */
export interface OpenGroup {
  readonly groupId: string;
  readonly open: readonly OpenPorts[];
}

/** Whether an IPv6 address is global unicast, 2000::/3 (RFC 4291, 2.4): others are routed nowhere. */
function isRoutable(address: string): boolean {
  if (!ipaddr.IPv6.isValid(address)) return false;
  return (ipaddr.IPv6.parse(address).toByteArray()[0] ?? 0) >> 5 === 1;
}

/** An address of an interface that the internet can name, by family; null without one. */
export function addressOf({ payload }: NetworkInterface, family: Family): string | null {
  return family === 4 ? payload.publicIp : (payload.ipv6Addresses.find(isRoutable) ?? null);
}

/** Whether the internet can name an interface at all. */
export function hasAddress(face: NetworkInterface): boolean {
  return addressOf(face, 4) !== null || addressOf(face, 6) !== null;
}

const internet: Step = { step: "internet", id: "internet", text: "any address" };

function reachOfGroup(
  face: NetworkInterface,
  family: Family,
  group: OpenGroup,
  networks: VpcNetworks,
): Reach {
  const { id, vpcId, subnetId } = face.payload;
  const path: Step[] = [internet];
  const end = (state: "stopped" | "unknown", stopped: string): Reach => ({ state, path, stopped });
  const address = addressOf(face, family);
  if (address === null) {
    path.push({ step: "interface", id, text: `no public IPv${family} address` });
    return end("stopped", `${id} has no public IPv${family} address.`);
  }
  if (vpcId === null || subnetId === null) return end("unknown", `The subnet of ${id} is not known.`);
  const { gateway, route, acl } = networks.wayTo(face.region, vpcId, subnetId, family);
  if (gateway !== null) path.push({ step: "gateway", id: gateway.id, text: gateway.text });
  if (gateway?.state === "unknown") return end("unknown", gateway.text);
  if (gateway?.state === "closed") return end("stopped", `At ${gateway.id} it ends: ${gateway.text}.`);
  path.push({ step: "route", id: route.id, text: route.text });
  if (route.state === "unknown") return end("unknown", route.text);
  if (route.state === "closed")
    return end("stopped", `The routes of ${subnetId} lead not to an internet gateway: ${route.text}.`);
  if (acl === null) return end("unknown", `Which network ACL ${subnetId} has is not known.`);
  const way = aclWay(acl.entries, group.open, family);
  path.push({ step: "network-acl", id: acl.id, text: way.text });
  if (way.state === "unknown") return end("unknown", `${acl.id} cannot be judged: ${way.text}`);
  if (way.state === "closed") return end("stopped", `${acl.id} stops it: ${way.text}.`);
  path.push(
    {
      step: "security-group-rule",
      id: group.groupId,
      text: `${portTexts(group.open).join(", ")} from any IPv${family} address`,
    },
    { step: "interface", id, text: address },
  );
  return { state: "reachable", path, stopped: null };
}

const ranks = { reachable: 2, unknown: 1, stopped: 0 } as const;

/** The one that gets furthest; the first of several alike. */
export function furthest(reaches: readonly Reach[]): Reach | undefined {
  return reaches.reduce<Reach | undefined>((best, each) => {
    if (best === undefined) return each;
    const gain = ranks[each.state] - ranks[best.state] || each.path.length - best.path.length;
    return gain > 0 ? each : best;
  }, undefined);
}

/**
 * Tier 3 of an interface: whether packets from any address arrive at one of its open ports. It takes an address of
 * the rule's family, a route of the subnet to an internet gateway that is attached and not blocked, and a
 * network ACL that lets the packet in and its answer out. Undefined where no group of it is open.
 */
export function reachOf(
  face: NetworkInterface,
  groups: readonly OpenGroup[],
  networks: VpcNetworks,
): Reach | undefined {
  return furthest(
    ([4, 6] as const).flatMap((family) =>
      groups.flatMap(({ groupId, open }) => {
        const ofFamily = open.filter((each) => each.family === family);
        return ofFamily.length === 0
          ? []
          : [reachOfGroup(face, family, { groupId, open: ofFamily }, networks)];
      }),
    ),
  );
}
