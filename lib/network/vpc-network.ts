import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import type { Family } from "./address-space.ts";
import type { PrefixList } from "./open-rules.ts";
import { type InternetRoute, internetRoute } from "./routes.ts";

/** Kinds that decide what arrives in a subnet. */
export const networkKinds = [
  "ec2.vpc",
  "ec2.subnet",
  "ec2.route-table",
  "ec2.network-acl",
  "ec2.internet-gateway",
  "ec2.prefix-list",
  "ec2.vpc-block-public-access",
  "ec2.vpc-block-public-access-exclusion",
] as const;
type NetworkKind = (typeof networkKinds)[number];

/** Facts of an account and of those whose VPCs are shared with it. */
export interface NetworkFacts {
  all<K extends NetworkKind>(kind: K): readonly Fact<K>[];
  /** Whether no facts of a kind there means that there are none. */
  seen(accountId: string, region: string, kind: NetworkKind): boolean;
}

/** A step from the internet inwards: passed, the end of the way, or not known. */
export interface Gate {
  readonly state: "open" | "closed" | "unknown";
  readonly id: string;
  readonly text: string;
}

interface Place {
  readonly region: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** Who owns the VPC; null where neither it nor the subnet is among the facts. */
  readonly ownerId: string | null;
}

/** What leads to a subnet, gate by gate as far as it goes. */
export interface WayToSubnet {
  readonly gateway: Gate | null;
  readonly route: Gate;
  readonly acl: PayloadOf<"ec2.network-acl"> | null;
}

const inForce: ReadonlySet<string> = new Set([
  "create-complete",
  "update-in-progress",
  "update-complete",
  "update-failed",
]);

function listsOf<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const item of items) {
    const list = lists.get(keyOf(item));
    if (list === undefined) lists.set(keyOf(item), [item]);
    else list.push(item);
  }
  return lists;
}

/** The networks that an account's interfaces stand in, its own and those shared with it. */
export class VpcNetworks {
  readonly #facts: NetworkFacts;
  readonly #subnets: ReadonlyMap<string, PayloadOf<"ec2.subnet">>;
  readonly #vpcs: ReadonlyMap<string, PayloadOf<"ec2.vpc">>;
  readonly #tables: ReadonlyMap<string, readonly Fact<"ec2.route-table">[]>;
  readonly #acls: ReadonlyMap<string, readonly Fact<"ec2.network-acl">[]>;
  readonly #gateways: ReadonlyMap<string, PayloadOf<"ec2.internet-gateway">>;
  readonly #prefixLists: ReadonlyMap<string, PrefixList>;
  readonly #blocks: ReadonlyMap<string, string>;
  /** Ids of VPCs and subnets that traffic from the internet reaches in spite of a block. */
  readonly #excluded: ReadonlySet<string>;
  readonly #ways = new Map<string, WayToSubnet>();

  constructor(facts: NetworkFacts) {
    const byId = <T extends { readonly id: string }>(all: readonly { readonly payload: T }[]) =>
      new Map(all.map(({ payload }) => [payload.id, payload]));
    this.#facts = facts;
    this.#subnets = byId(facts.all("ec2.subnet"));
    this.#vpcs = byId(facts.all("ec2.vpc"));
    this.#tables = listsOf(facts.all("ec2.route-table"), ({ payload }) => payload.vpcId);
    this.#acls = listsOf(facts.all("ec2.network-acl"), ({ payload }) => payload.vpcId);
    this.#gateways = byId(facts.all("ec2.internet-gateway"));
    this.#prefixLists = byId(facts.all("ec2.prefix-list"));
    this.#blocks = new Map(
      facts
        .all("ec2.vpc-block-public-access")
        .map((fact) => [`${fact.accountId}|${fact.region}`, fact.payload.internetGatewayBlockMode]),
    );
    this.#excluded = new Set(
      facts
        .all("ec2.vpc-block-public-access-exclusion")
        .filter(({ payload }) => payload.mode === "allow-bidirectional" && inForce.has(payload.state))
        .map(({ payload }) => payload.excludedArn.split("/").at(-1) ?? ""),
    );
  }

  /** A prefix list by its id. */
  prefixList(id: string): PrefixList | undefined {
    return this.#prefixLists.get(id);
  }

  /** The way from the internet to a subnet for addresses of a family. */
  wayTo(region: string, vpcId: string, subnetId: string, family: Family): WayToSubnet {
    const key = `${subnetId}|${family}`;
    const known = this.#ways.get(key);
    if (known !== undefined) return known;
    const ownerId = this.#subnets.get(subnetId)?.ownerId ?? this.#vpcs.get(vpcId)?.ownerId ?? null;
    const way = this.#wayTo({ region, vpcId, subnetId, ownerId }, family);
    this.#ways.set(key, way);
    return way;
  }

  #seen({ ownerId, region }: Place, kind: NetworkKind): boolean {
    return ownerId !== null && this.#facts.seen(ownerId, region, kind);
  }

  #wayTo(place: Place, family: Family): WayToSubnet {
    const acl = this.#aclOf(place);
    const table = this.#tableOf(place);
    if (table === null) {
      const text = `Which routes ${place.subnetId} has is not known.`;
      return { gateway: null, route: { state: "unknown", id: place.subnetId, text }, acl };
    }
    const found: InternetRoute = internetRoute(table.routes, family, (id) => this.#prefixLists.get(id));
    const route: Gate = { state: found.state, id: table.id, text: found.text };
    return { gateway: found.state === "open" ? this.#gateway(place, found.gatewayId) : null, route, acl };
  }

  /** The table of the subnet's own, else the VPC's main one; null where that is not known. */
  #tableOf(place: Place): PayloadOf<"ec2.route-table"> | null {
    const tables = this.#tables.get(place.vpcId) ?? [];
    const own = tables.find(({ payload }) => payload.subnetIds.includes(place.subnetId));
    if (own !== undefined) return own.payload;
    if (!this.#seen(place, "ec2.route-table")) return null;
    return tables.find(({ payload }) => payload.main)?.payload ?? null;
  }

  #aclOf(place: Place): PayloadOf<"ec2.network-acl"> | null {
    const acls = this.#acls.get(place.vpcId) ?? [];
    const own = acls.find(({ payload }) => payload.subnetIds.includes(place.subnetId));
    if (own !== undefined) return own.payload;
    if (!this.#seen(place, "ec2.network-acl")) return null;
    return acls.find(({ payload }) => payload.isDefault)?.payload ?? null;
  }

  /** The gateway itself, and what VPC Block Public Access of the VPC's owner says of what comes through it. */
  #gateway(place: Place, id: string): Gate {
    const { vpcId, subnetId, ownerId, region } = place;
    const gateway = this.#gateways.get(id);
    if (gateway === undefined)
      return this.#seen(place, "ec2.internet-gateway")
        ? { state: "closed", id, text: "the gateway is no longer there" }
        : { state: "unknown", id, text: `Whether ${id} is attached to ${vpcId} is not known.` };
    if (!gateway.vpcIds.includes(vpcId)) return { state: "closed", id, text: `not attached to ${vpcId}` };
    const mode = this.#blocks.get(`${ownerId}|${region}`);
    if (mode === undefined)
      return {
        state: "unknown",
        id,
        text: `Whether VPC Block Public Access is on for ${vpcId} is not known.`,
      };
    if (mode === "off") return { state: "open", id, text: `attached to ${vpcId}` };
    if (this.#excluded.has(vpcId) || this.#excluded.has(subnetId))
      return { state: "open", id, text: `left out of VPC Block Public Access (${mode})` };
    return this.#seen(place, "ec2.vpc-block-public-access-exclusion")
      ? { state: "closed", id, text: `VPC Block Public Access: ${mode}` }
      : { state: "unknown", id, text: `What VPC Block Public Access (${mode}) leaves out is not known.` };
  }
}
