import type { Fact } from "#lib/inventory/kinds.ts";

type NetworkInterface = Fact<"ec2.network-interface">;

interface BalancerFacts {
  all<K extends "elb.load-balancer" | "elb.target-group">(kind: K): readonly Fact<K>[];
}

const byInstance = (region: string, id: string) => `${region}|${id}`;
const byAddress = (vpcId: string | null, address: string) => `${vpcId}|${address}`;

/** What stands behind internet-facing load balancers, by instance id or by address in a VPC. */
export type Targets = ReadonlyMap<string, string>;

/**
 * The targets of internet-facing load balancers, each with the ARN of one: by target group, by classic registration,
 * and through an application load balancer that is itself the target of a network load balancer.
 */
export function targetsOf(facts: BalancerFacts): Targets {
  const facing = new Set<string>();
  const targets = new Map<string, string>();
  for (const { resourceId, region, payload } of facts.all("elb.load-balancer")) {
    if (payload.scheme !== "internet-facing") continue;
    facing.add(resourceId);
    for (const id of payload.instanceIds) targets.set(byInstance(region, id), resourceId);
  }
  const groups = facts.all("elb.target-group");
  for (const { payload } of groups)
    if (payload.targetType === "alb" && payload.loadBalancerArns.some((arn) => facing.has(arn)))
      for (const { id } of payload.targets) facing.add(id);
  for (const { region, payload } of groups) {
    const balancer = payload.loadBalancerArns.find((arn) => facing.has(arn));
    if (balancer === undefined) continue;
    for (const { id } of payload.targets)
      if (payload.targetType === "instance") targets.set(byInstance(region, id), balancer);
      else if (payload.targetType === "ip") targets.set(byAddress(payload.vpcId, id), balancer);
  }
  return targets;
}

/** The internet-facing load balancer that an interface is a target of, by its ARN. */
export function balancerOf({ region, payload }: NetworkInterface, targets: Targets): string | undefined {
  const { instanceId, vpcId, privateIp } = payload;
  return (
    (instanceId === null ? undefined : targets.get(byInstance(region, instanceId))) ??
    (privateIp === null ? undefined : targets.get(byAddress(vpcId, privateIp)))
  );
}
