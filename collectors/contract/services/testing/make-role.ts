import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { given, type Place } from "../../world/place.ts";

/** Makes a role that trusts nobody, for what cannot be made without one. Returns its ARN. */
export async function makeRole(place: Omit<Place, "accountId">, name: string): Promise<string> {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const made = await new IAMClient(place).send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument }),
  );
  return given(made.Role?.Arn, "Role.Arn");
}
