import { CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { given, managementPlace } from "./place.ts";

/** Two permission sets. moto has an instance in every Region; ours asks eu-west-1 first. */
export async function buildIdentityCenter(): Promise<void> {
  const client = new SSOAdminClient(managementPlace("eu-west-1"));
  const { Instances } = await client.send(new ListInstancesCommand({}));
  const InstanceArn = given(Instances?.[0]?.InstanceArn, "InstanceArn");
  for (const [Name, SessionDuration] of [
    ["Readers", "PT4H"],
    ["Administrators", "PT12H"],
  ])
    await client.send(new CreatePermissionSetCommand({ InstanceArn, Name, SessionDuration }));
}
