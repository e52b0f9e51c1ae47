import type {
  Instance,
  IpPermission,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { z } from "zod";
import { instant, MalformedAnswer, need, sorted } from "#collectors/runtime/decode.ts";
import type { securityGroupRule } from "#lib/inventory/ec2.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

function rule(permission: IpPermission): z.infer<typeof securityGroupRule> {
  return {
    protocol: need(permission.IpProtocol, "IpPermission.IpProtocol"),
    fromPort: permission.FromPort ?? null,
    toPort: permission.ToPort ?? null,
    ipv4: sorted((permission.IpRanges ?? []).map((range) => range.CidrIp)),
    ipv6: sorted((permission.Ipv6Ranges ?? []).map((range) => range.CidrIpv6)),
    prefixListIds: sorted((permission.PrefixListIds ?? []).map((list) => list.PrefixListId)),
    groupIds: sorted((permission.UserIdGroupPairs ?? []).map((pair) => pair.GroupId)),
  };
}

// AWS returns permissions in no order; facts must not change with it.
function rules(permissions: readonly IpPermission[] | undefined) {
  const key = (each: z.infer<typeof securityGroupRule>) => JSON.stringify(each);
  return (permissions ?? []).map(rule).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** @throws Malformed where a field that AWS always sends is missing; as do all below. */
export function decodeSecurityGroup(group: SecurityGroup): PayloadOf<"ec2.security-group"> {
  return {
    id: need(group.GroupId, "SecurityGroup.GroupId"),
    name: group.GroupName ?? "",
    description: group.Description ?? "",
    ownerId: group.OwnerId ?? "",
    vpcId: group.VpcId ?? null,
    inbound: rules(group.IpPermissions),
    outbound: rules(group.IpPermissionsEgress),
  };
}

export function decodeInstance(instance: Instance): PayloadOf<"ec2.instance"> {
  return {
    id: need(instance.InstanceId, "Instance.InstanceId"),
    name: instance.Tags?.find((tag) => tag.Key === "Name")?.Value ?? null,
    state: need(instance.State?.Name, "Instance.State.Name"),
    instanceType: instance.InstanceType ?? "",
    imageId: instance.ImageId ?? null,
    launchedAt: instant(instance.LaunchTime),
    instanceProfileArn: instance.IamInstanceProfile?.Arn ?? null,
    httpEndpoint: instance.MetadataOptions?.HttpEndpoint ?? null,
    httpTokens: instance.MetadataOptions?.HttpTokens ?? null,
    publicIp: instance.PublicIpAddress ?? null,
    vpcId: instance.VpcId ?? null,
    subnetId: instance.SubnetId ?? null,
    securityGroupIds: sorted((instance.SecurityGroups ?? []).map((group) => group.GroupId)),
  };
}

export function decodeNetworkInterface(face: NetworkInterface): PayloadOf<"ec2.network-interface"> {
  // An Elastic IP can belong to a secondary private address.
  const [publicOfOthers] = sorted((face.PrivateIpAddresses ?? []).map((each) => each.Association?.PublicIp));
  return {
    id: need(face.NetworkInterfaceId, "NetworkInterface.NetworkInterfaceId"),
    status: need(face.Status, "NetworkInterface.Status"),
    interfaceType: face.InterfaceType ?? "interface",
    description: face.Description ?? "",
    requesterId: face.RequesterId ?? null,
    requesterManaged: face.RequesterManaged ?? false,
    instanceId: face.Attachment?.InstanceId ?? null,
    vpcId: face.VpcId ?? null,
    subnetId: face.SubnetId ?? null,
    securityGroupIds: sorted((face.Groups ?? []).map((group) => group.GroupId)),
    privateIp: face.PrivateIpAddress ?? null,
    publicIp: face.Association?.PublicIp ?? publicOfOthers ?? null,
    ipv6Addresses: sorted((face.Ipv6Addresses ?? []).map((address) => address.Ipv6Address)),
  };
}

export function decodeRouteTable(table: RouteTable): PayloadOf<"ec2.route-table"> {
  const routes = (table.Routes ?? []).map((route) => ({
    destination: need(
      route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId,
      "RouteTable.Routes[].DestinationCidrBlock",
    ),
    target:
      route.GatewayId ??
      route.NatGatewayId ??
      route.EgressOnlyInternetGatewayId ??
      route.TransitGatewayId ??
      route.VpcPeeringConnectionId ??
      route.NetworkInterfaceId ??
      route.InstanceId ??
      route.LocalGatewayId ??
      route.CarrierGatewayId ??
      route.CoreNetworkArn ??
      null,
    state: route.State ?? "active",
  }));
  return {
    id: need(table.RouteTableId, "RouteTable.RouteTableId"),
    vpcId: need(table.VpcId, "RouteTable.VpcId"),
    main: (table.Associations ?? []).some((association) => association.Main),
    subnetIds: sorted((table.Associations ?? []).map((association) => association.SubnetId)),
    routes: routes.sort((a, b) => (a.destination < b.destination ? -1 : 1)),
  };
}

function action(value: string | undefined): "allow" | "deny" {
  if (value === "allow" || value === "deny") return value;
  throw new MalformedAnswer("NetworkAclEntry.RuleAction", `is ${value}`);
}

export function decodeNetworkAcl(acl: NetworkAcl): PayloadOf<"ec2.network-acl"> {
  const entries = (acl.Entries ?? []).map((entry) => ({
    egress: entry.Egress ?? false,
    ruleNumber: need(entry.RuleNumber, "NetworkAclEntry.RuleNumber"),
    action: action(entry.RuleAction),
    protocol: need(entry.Protocol, "NetworkAclEntry.Protocol"),
    cidr: need(entry.CidrBlock ?? entry.Ipv6CidrBlock, "NetworkAclEntry.CidrBlock"),
    fromPort: entry.PortRange?.From ?? null,
    toPort: entry.PortRange?.To ?? null,
  }));
  return {
    id: need(acl.NetworkAclId, "NetworkAcl.NetworkAclId"),
    vpcId: need(acl.VpcId, "NetworkAcl.VpcId"),
    isDefault: acl.IsDefault ?? false,
    subnetIds: sorted((acl.Associations ?? []).map((association) => association.SubnetId)),
    entries: entries.sort(
      (a, b) =>
        Number(a.egress) - Number(b.egress) || a.ruleNumber - b.ruleNumber || (a.cidr < b.cidr ? -1 : 1),
    ),
  };
}
