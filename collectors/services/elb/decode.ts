import type { LoadBalancerDescription } from "@aws-sdk/client-elastic-load-balancing";
import type {
  Listener,
  LoadBalancer,
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { need, sorted } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

type Listeners = PayloadOf<"elb.load-balancer">["listeners"];

function inOrder(listeners: Listeners): Listeners {
  return listeners.sort((a, b) => (a.port ?? 0) - (b.port ?? 0) || (a.protocol < b.protocol ? -1 : 1));
}

/** A load balancer of the first generation. */
export function decodeClassic(balancer: LoadBalancerDescription): PayloadOf<"elb.load-balancer"> {
  const listeners = (balancer.ListenerDescriptions ?? []).map(({ Listener: listener, PolicyNames }) => ({
    port: need(listener?.LoadBalancerPort, "ListenerDescription.Listener.LoadBalancerPort"),
    protocol: need(listener?.Protocol, "ListenerDescription.Listener.Protocol").toUpperCase(),
    hasCertificate: Boolean(listener?.SSLCertificateId),
    policies: sorted(PolicyNames ?? []),
  }));
  return {
    name: need(balancer.LoadBalancerName, "LoadBalancerDescription.LoadBalancerName"),
    type: "classic",
    scheme: balancer.Scheme ?? null,
    vpcId: balancer.VPCId ?? null,
    subnetIds: sorted(balancer.Subnets ?? []),
    securityGroupIds: sorted(balancer.SecurityGroups ?? []),
    dnsName: balancer.DNSName ?? null,
    listeners: inOrder(listeners),
    instanceIds: sorted((balancer.Instances ?? []).map(({ InstanceId }) => InstanceId)),
  };
}

/** A load balancer of the second generation with its listeners. */
export function decodeLoadBalancer(
  balancer: LoadBalancer,
  listeners: readonly Listener[],
): PayloadOf<"elb.load-balancer"> {
  return {
    name: need(balancer.LoadBalancerName, "LoadBalancer.LoadBalancerName"),
    type: need(balancer.Type, "LoadBalancer.Type"),
    scheme: balancer.Scheme ?? null,
    vpcId: balancer.VpcId ?? null,
    subnetIds: sorted((balancer.AvailabilityZones ?? []).map(({ SubnetId }) => SubnetId)),
    securityGroupIds: sorted(balancer.SecurityGroups ?? []),
    dnsName: balancer.DNSName ?? null,
    // A gateway load balancer's listener has neither port nor protocol.
    listeners: inOrder(
      listeners.map((listener) => ({
        port: listener.Port ?? null,
        protocol: listener.Protocol ?? "GENEVE",
        hasCertificate: (listener.Certificates ?? []).length > 0,
        policies: sorted([listener.SslPolicy || undefined]),
      })),
    ),
    instanceIds: [],
  };
}

export function decodeTargetGroup(
  group: TargetGroup,
  health: readonly TargetHealthDescription[],
): PayloadOf<"elb.target-group"> {
  const targets = health.map(({ Target }) => ({
    id: need(Target?.Id, "TargetHealthDescription.Target.Id"),
    port: Target?.Port ?? null,
  }));
  return {
    name: need(group.TargetGroupName, "TargetGroup.TargetGroupName"),
    targetType: group.TargetType ?? "instance",
    port: group.Port ?? null,
    protocol: group.Protocol ?? null,
    vpcId: group.VpcId ?? null,
    loadBalancerArns: sorted(group.LoadBalancerArns ?? []),
    targets: targets.sort((a, b) => (a.id === b.id ? (a.port ?? 0) - (b.port ?? 0) : a.id < b.id ? -1 : 1)),
  };
}
