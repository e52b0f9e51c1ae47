import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { given, type Place } from "../../world/place.ts";

/** Two subnets and the default security group of moto's default VPC. */
export async function defaultNetwork(place: Omit<Place, "accountId">) {
  const client = new EC2Client(place);
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
  const subnets = Subnets.slice(0, 2).map(({ SubnetId }) => given(SubnetId, "SubnetId"));
  return {
    subnets: subnets.sort(),
    vpcId: given(Subnets[0]?.VpcId, "VpcId"),
    group: given(SecurityGroups[0]?.GroupId, "GroupId"),
  };
}
