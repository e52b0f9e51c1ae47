import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateFlowLogsCommand,
  CreateManagedPrefixListCommand,
  CreateNatGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeImagesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { given, type Place } from "./place.ts";

/** The ids that EC2 gave out in production, us-east-1. */
export interface NetworkIds {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly defaultGroupId: string;
  readonly groups: Readonly<Record<"ssh" | "rdp" | "closed" | "listed" | "listedOpen", string>>;
  readonly web: string;
  readonly legacy: string;
  readonly natGatewayId: string;
  readonly endpointId: string;
}

const tcp = (port: number, source: Partial<IpPermission>): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  ...source,
});

/** A VPC with an emptied default group, open and closed groups, and two instances. */
export async function buildNetwork(place: Place, flowLogBucket: string): Promise<NetworkIds> {
  const client = new EC2Client(place);
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
  const vpcId = given(Vpc?.VpcId, "Vpc.VpcId");
  const { Subnet } = await client.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: "10.20.1.0/24" }));
  const subnetId = given(Subnet?.SubnetId, "Subnet.SubnetId");
  const defaultGroupId = await emptyDefaultGroup(client, vpcId);

  const prefixList = async (PrefixListName: string, Cidr: string) => {
    const { PrefixList } = await client.send(
      new CreateManagedPrefixListCommand({
        PrefixListName,
        AddressFamily: "IPv4",
        MaxEntries: 5,
        Entries: [{ Cidr }],
      }),
    );
    return { PrefixListIds: [{ PrefixListId: given(PrefixList?.PrefixListId, "PrefixListId") }] };
  };
  const group = async (GroupName: string, permission: IpPermission) => {
    const made = await client.send(
      new CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId: vpcId }),
    );
    const GroupId = given(made.GroupId, "GroupId");
    await client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
    return GroupId;
  };
  const groups = {
    ssh: await group("ssh", tcp(22, { IpRanges: [{ CidrIp: "0.0.0.0/0" }] })),
    rdp: await group("rdp", tcp(3389, { Ipv6Ranges: [{ CidrIpv6: "::/0" }] })),
    closed: await group("closed", tcp(443, { IpRanges: [{ CidrIp: "10.0.0.0/8" }] })),
    listed: await group("listed", tcp(22, await prefixList("office", "203.0.113.0/24"))),
    listedOpen: await group("listed-open", tcp(22, await prefixList("anyone", "0.0.0.0/0"))),
  };

  // A new group may send everything anywhere.
  await client.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: groups.closed,
      IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    }),
  );

  const { Images } = await client.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  const ImageId = given(Images?.[0]?.ImageId, "an image");
  const instance = async (groupId: string, more: Partial<RunInstancesCommand["input"]>) => {
    const made = await client.send(
      new RunInstancesCommand({
        ImageId,
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        SubnetId: subnetId,
        SecurityGroupIds: [groupId],
        ...more,
      }),
    );
    return given(made.Instances?.[0]?.InstanceId, "InstanceId");
  };
  const web = await instance(groups.closed, {
    IamInstanceProfile: { Name: "app" },
    MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "required" },
  });
  const legacy = await instance(groups.ssh, {
    MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "optional" },
  });

  const { AllocationId } = await client.send(new AllocateAddressCommand({ Domain: "vpc" }));
  const nat = await client.send(new CreateNatGatewayCommand({ SubnetId: subnetId, AllocationId }));
  const endpoint = await client.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      ServiceName: "com.amazonaws.us-east-1.s3",
      VpcEndpointType: "Gateway",
    }),
  );
  await client.send(
    new CreateFlowLogsCommand({
      ResourceIds: [vpcId],
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "s3",
      LogDestination: `arn:aws:s3:::${flowLogBucket}`,
    }),
  );
  return {
    vpcId,
    subnetId,
    defaultGroupId,
    groups,
    web,
    legacy,
    natGatewayId: given(nat.NatGateway?.NatGatewayId, "NatGatewayId"),
    endpointId: given(endpoint.VpcEndpoint?.VpcEndpointId, "VpcEndpointId"),
  };
}

async function emptyDefaultGroup(client: EC2Client, vpcId: string): Promise<string> {
  const { SecurityGroups } = await client.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpcId] },
        { Name: "group-name", Values: ["default"] },
      ],
    }),
  );
  const group = given(SecurityGroups?.[0], "a default security group");
  const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } = group;
  if (IpPermissions.length > 0)
    await client.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  if (IpPermissionsEgress.length > 0)
    await client.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress }));
  return given(GroupId, "GroupId");
}
