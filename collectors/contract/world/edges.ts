import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeImagesCommand,
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
  EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  ReplaceNetworkAclAssociationCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { outsideAccount } from "./identity.ts";
import type { NetworkIds } from "./network.ts";
import { given, type Place } from "./place.ts";

/** The ids that EC2 gave out at the edges of production's network. */
export interface EdgeIds {
  /** Of Secrets Manager, with the policy that AWS gives it. */
  readonly secretsEndpointId: string;
  /** An endpoint service that every account may use. */
  readonly openServiceId: string;
  /** An instance in the default VPC of eu-west-1. */
  readonly wanderer: string;
}

/** A network ACL that lets HTTPS in alone, endpoints and endpoint services, and an instance far from all that. */
export async function buildEdges(place: Place, { vpcId, subnetId }: NetworkIds): Promise<EdgeIds> {
  const client = new EC2Client(place);
  await narrowAcl(client, vpcId, subnetId);
  await client.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      ServiceName: "com.amazonaws.us-east-1.dynamodb",
      VpcEndpointType: "Gateway",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: "dynamodb:*",
            Resource: `arn:aws:dynamodb:us-east-1:${place.accountId}:table/orders`,
          },
        ],
      }),
    }),
  );
  const secrets = await client.send(
    new CreateVpcEndpointCommand({
      VpcId: vpcId,
      ServiceName: "com.amazonaws.us-east-1.secretsmanager",
      VpcEndpointType: "Interface",
      SubnetIds: [subnetId],
    }),
  );
  const balancers = await new ElasticLoadBalancingV2Client(place).send(
    new CreateLoadBalancerCommand({
      Name: "inner",
      Type: "network",
      Scheme: "internal",
      Subnets: [subnetId],
    }),
  );
  const NetworkLoadBalancerArns = [given(balancers.LoadBalancers?.[0]?.LoadBalancerArn, "LoadBalancerArn")];
  const service = async (...AddAllowedPrincipals: string[]) => {
    const made = await client.send(
      new CreateVpcEndpointServiceConfigurationCommand({ NetworkLoadBalancerArns, AcceptanceRequired: true }),
    );
    const ServiceId = given(made.ServiceConfiguration?.ServiceId, "ServiceId");
    await client.send(new ModifyVpcEndpointServicePermissionsCommand({ ServiceId, AddAllowedPrincipals }));
    return ServiceId;
  };
  await service(`arn:aws:iam::${outsideAccount}:root`);
  return {
    secretsEndpointId: given(secrets.VpcEndpoint?.VpcEndpointId, "VpcEndpointId"),
    openServiceId: await service("*"),
    wanderer: await launchWanderer({ ...place, region: "eu-west-1" }),
  };
}

/** An ACL without entries denies everything; this one has a single entry, and the only subnet of the VPC. */
async function narrowAcl(client: EC2Client, VpcId: string, subnetId: string): Promise<void> {
  const Filters = [{ Name: "association.subnet-id", Values: [subnetId] }];
  const { NetworkAcls } = await client.send(new DescribeNetworkAclsCommand({ Filters }));
  const association = NetworkAcls?.[0]?.Associations?.find((each) => each.SubnetId === subnetId);
  const { NetworkAcl } = await client.send(new CreateNetworkAclCommand({ VpcId }));
  const NetworkAclId = given(NetworkAcl?.NetworkAclId, "NetworkAclId");
  await client.send(
    new CreateNetworkAclEntryCommand({
      NetworkAclId,
      RuleNumber: 100,
      Protocol: "6",
      RuleAction: "allow",
      Egress: false,
      CidrBlock: "0.0.0.0/0",
      PortRange: { From: 443, To: 443 },
    }),
  );
  const AssociationId = given(association?.NetworkAclAssociationId, "NetworkAclAssociationId");
  await client.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
}

async function launchWanderer(place: Place): Promise<string> {
  const client = new EC2Client(place);
  const { Images } = await client.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
  const { Subnets } = await client.send(new DescribeSubnetsCommand({}));
  const made = await client.send(
    new RunInstancesCommand({
      ImageId: given(Images?.[0]?.ImageId, "an image"),
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: given(Subnets?.[0]?.SubnetId, "a subnet"),
          AssociatePublicIpAddress: true,
        },
      ],
    }),
  );
  return given(made.Instances?.[0]?.InstanceId, "InstanceId");
}
