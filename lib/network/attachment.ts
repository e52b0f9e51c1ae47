import type { Fact } from "#lib/inventory/kinds.ts";

type NetworkInterface = Fact<"ec2.network-interface">;
export type InterfaceClass = "load-balancer" | "nat" | "other";

/**
 * What an interface belongs to. Its type decides where AWS gives one; application and classic load
 * balancers have type `interface` and are known by requester and description. A description counts only
 * with a requester, because anyone can write one on an interface of their own.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
 */
export function interfaceClass(payload: NetworkInterface["payload"]): InterfaceClass {
  switch (payload.interfaceType) {
    case "nat_gateway":
      return "nat";
    case "load_balancer":
    case "network_load_balancer":
    case "gateway_load_balancer":
      return "load-balancer";
  }
  if (payload.instanceId !== null) return "other";
  if (payload.requesterId === "amazon-elb" && payload.description.startsWith("ELB ")) return "load-balancer";
  if (payload.requesterManaged && payload.description.startsWith("Interface for NAT Gateway ")) return "nat";
  return "other";
}

/** The ARN of another EC2 resource beside one whose ARN is known: same partition, Region and account. */
export function siblingArn(arn: string, type: string, id: string): string {
  return `${arn.split(":", 5).join(":")}:${type}/${id}`;
}
