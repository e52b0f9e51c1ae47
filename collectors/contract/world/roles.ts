import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { policy, trust } from "./identity.ts";
import type { Place } from "./place.ts";

const issuer = "token.actions.githubusercontent.com";

function pipelines(accountId: string, claims: Readonly<Record<string, string>>): string {
  const Federated = `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
  const wanted = Object.entries({ aud: "sts.amazonaws.com", ...claims }).map(([claim, value]) => [
    `${issuer}:${claim}`,
    value,
  ]);
  return trust({ Federated }, { StringEquals: Object.fromEntries(wanted) }, "sts:AssumeRoleWithWebIdentity");
}

/** Roles of pipelines, one of them with a boundary, of two functions, and of a service. */
export async function buildRoles(place: Place): Promise<void> {
  const client = new IAMClient(place);
  const arn = (name: string) => `arn:aws:iam::${place.accountId}:policy/${name}`;
  await client.send(
    new CreatePolicyCommand({ PolicyName: "delegate", PolicyDocument: policy("iam:CreateRole") }),
  );
  await client.send(
    new CreatePolicyCommand({ PolicyName: "bounds", PolicyDocument: policy(["iam:CreateRole", "s3:Get*"]) }),
  );
  const make = (RoleName: string, AssumeRolePolicyDocument: string, PermissionsBoundary?: string) =>
    client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, PermissionsBoundary }));
  const attach = (RoleName: string, name: string) =>
    client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: arn(name) }));

  await make(
    "pipeline",
    pipelines(place.accountId, { sub: "repo:shop/orders:ref:refs/heads/main" }),
    arn("bounds"),
  );
  await attach("pipeline", "delegate");
  await make("pipeline-open", pipelines(place.accountId, {}));
  const functions = trust({ Service: "lambda.amazonaws.com" });
  await make("orders-function", functions);
  await make("legacy-function", functions);
  await attach("legacy-function", "everything");
  await client.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "guardduty.amazonaws.com" }));
}
