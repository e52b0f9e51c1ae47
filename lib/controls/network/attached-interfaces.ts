import type { Fact } from "#lib/inventory/kinds.ts";
import type { Slices } from "../define.ts";

type Interface = Fact<"ec2.network-interface">;

/** What interfaces in use say of a Region. */
interface Attached {
  readonly groupIds: ReadonlySet<string>;
  readonly byInstance: ReadonlyMap<string, readonly Interface[]>;
  /** VPCs with an interface that is more than a way through. */
  readonly inhabitedVpcIds: ReadonlySet<string>;
}

const indexes = new WeakMap<readonly Interface[], Attached>();

/** Interfaces that a network is made of, not what it is made for. */
const plumbing: ReadonlySet<string> = new Set([
  "nat_gateway",
  "vpc_endpoint",
  "gateway_load_balancer_endpoint",
  "transit_gateway",
]);

/** An index of the Region's interfaces in use, made once. */
export function attachedInterfaces(facts: Slices<"ec2.network-interface">): Attached {
  const all = facts.all("ec2.network-interface");
  const known = indexes.get(all);
  if (known !== undefined) return known;
  const groupIds = new Set<string>();
  const byInstance = new Map<string, Interface[]>();
  const inhabitedVpcIds = new Set<string>();
  for (const fact of all) {
    const { status, securityGroupIds, instanceId, interfaceType, vpcId } = fact.payload;
    if (status !== "in-use") continue;
    for (const id of securityGroupIds) groupIds.add(id);
    if (instanceId !== null) {
      const faces = byInstance.get(instanceId);
      if (faces === undefined) byInstance.set(instanceId, [fact]);
      else faces.push(fact);
    }
    if (vpcId !== null && !plumbing.has(interfaceType)) inhabitedVpcIds.add(vpcId);
  }
  const attached = { groupIds, byInstance, inhabitedVpcIds };
  indexes.set(all, attached);
  return attached;
}
