import {
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { given, type Place } from "./place.ts";

/** What every account has from the start in each Region. */
export interface DefaultNetwork {
  readonly vpcId: string;
  readonly groupId: string;
  readonly aclId: string;
  readonly subnetIds: readonly string[];
}

export async function findDefaultNetwork(place: Place): Promise<DefaultNetwork> {
  const client = new EC2Client(place);
  const isDefault = [{ Name: "is-default", Values: ["true"] }];
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ Filters: isDefault }));
  const vpcId = given(Vpcs?.[0]?.VpcId, "a default VPC");
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({ Filters }));
  const { NetworkAcls } = await client.send(new DescribeNetworkAclsCommand({ Filters }));
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters }));
  return {
    vpcId,
    groupId: given(SecurityGroups?.[0]?.GroupId, "its security group"),
    aclId: given(NetworkAcls?.[0]?.NetworkAclId, "its network ACL"),
    subnetIds: Subnets.map(({ SubnetId }) => given(SubnetId, "SubnetId")),
  };
}
