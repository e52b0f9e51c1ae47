import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { given, type Place } from "./place.ts";

export const outsideAccount = "999988887777";

export function policy(Action: string | readonly string[], Resource = "*"): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
}

export function trust(Principal: object, Condition?: object, Action = "sts:AssumeRole"): string {
  const statement = { Effect: "Allow", Principal, Action, Condition };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Users with and without MFA, keys, policies that are attached and not, roles that trust outside. */
export async function buildIdentity(place: Place): Promise<void> {
  const client = new IAMClient(place);
  for (const UserName of ["alice", "bob", "ci"]) await client.send(new CreateUserCommand({ UserName }));
  for (const UserName of ["alice", "bob"])
    await client.send(new CreateLoginProfileCommand({ UserName, Password: "Correct-Horse-7-Battery" }));
  const device = await client.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "alice" }));
  await client.send(
    new EnableMFADeviceCommand({
      UserName: "alice",
      SerialNumber: given(device.VirtualMFADevice?.SerialNumber, "VirtualMFADevice.SerialNumber"),
      AuthenticationCode1: "123456",
      AuthenticationCode2: "654321",
    }),
  );
  await client.send(new CreateAccessKeyCommand({ UserName: "bob" }));
  const key = await client.send(new CreateAccessKeyCommand({ UserName: "ci" }));
  const AccessKeyId = given(key.AccessKey?.AccessKeyId, "AccessKey.AccessKeyId");
  await client.send(new UpdateAccessKeyCommand({ UserName: "ci", AccessKeyId, Status: "Inactive" }));

  await client.send(new CreateGroupCommand({ GroupName: "developers" }));
  await client.send(new AddUserToGroupCommand({ GroupName: "developers", UserName: "alice" }));
  await client.send(
    new PutGroupPolicyCommand({
      GroupName: "developers",
      PolicyName: "logs",
      PolicyDocument: policy("logs:Get*"),
    }),
  );
  await client.send(
    new PutUserPolicyCommand({
      UserName: "alice",
      PolicyName: "own notes",
      PolicyDocument: policy("s3:GetObject", "arn:aws:s3:::notes/100%/*"),
    }),
  );
  for (const PolicyName of ["everything", "spare-everything"])
    await client.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: policy("*") }));
  const PolicyArn = `arn:aws:iam::${place.accountId}:policy/everything`;
  await client.send(new AttachUserPolicyCommand({ UserName: "bob", PolicyArn }));

  const outside = { AWS: `arn:aws:iam::${outsideAccount}:root` };
  const trusts: Readonly<Record<string, string>> = {
    app: trust({ Service: "ec2.amazonaws.com" }),
    "vendor-guarded": trust(outside, { StringEquals: { "sts:ExternalId": "7f3c" } }),
    "vendor-open": trust(outside),
  };
  for (const [RoleName, AssumeRolePolicyDocument] of Object.entries(trusts))
    await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await client.send(
    new AttachRolePolicyCommand({
      RoleName: "app",
      PolicyArn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    }),
  );
  await client.send(new CreateInstanceProfileCommand({ InstanceProfileName: "app" }));
  await client.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "app", RoleName: "app" }));
}
