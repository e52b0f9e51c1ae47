import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { given, managementPlace } from "./place.ts";

/** The ids that Organizations gave out. */
export interface OrganizationIds {
  readonly organizationId: string;
  readonly rootId: string;
  readonly workloadsId: string;
  readonly productionId: string;
  readonly sandboxesId: string;
  readonly accounts: { readonly production: string; readonly sandbox: string; readonly security: string };
}

/** The seven actions of the control, denied one by one. */
const guardrails = [
  "organizations:LeaveOrganization",
  "cloudtrail:StopLogging",
  "guardduty:DeleteDetector",
  "cloudtrail:DeleteTrail",
  "securityhub:DisableSecurityHub",
  "config:StopConfigurationRecorder",
  "config:DeleteConfigurationRecorder",
];

function deny(actions: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Action: actions, Resource: "*" }],
  });
}

/** Work in the two Regions of these tests only; what has no Region is left out. */
const regions = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      NotAction: ["iam:*", "organizations:*", "sts:*"],
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } },
    },
  ],
});

/**
 * Root ── Workloads (SCP `guardrails`) ── security
 *      │                              └─ Production ── production
 *      └─ Sandboxes (SCP `regions`) ── sandbox (SCP `stay`)
 */
export async function buildOrganization(): Promise<OrganizationIds> {
  const client = new OrganizationsClient(managementPlace());
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots } = await client.send(new ListRootsCommand({}));
  const rootId = given(Roots?.[0]?.Id, "Root.Id");
  await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: "SERVICE_CONTROL_POLICY" }));

  const unit = async (Name: string, ParentId: string) => {
    const made = await client.send(new CreateOrganizationalUnitCommand({ Name, ParentId }));
    return given(made.OrganizationalUnit?.Id, "OrganizationalUnit.Id");
  };
  const workloadsId = await unit("Workloads", rootId);
  const productionId = await unit("Production", workloadsId);
  const sandboxesId = await unit("Sandboxes", rootId);

  const account = async (AccountName: string, DestinationParentId: string) => {
    const Email = `${AccountName}@example.com`;
    const made = await client.send(new CreateAccountCommand({ AccountName, Email }));
    const AccountId = given(made.CreateAccountStatus?.AccountId, "CreateAccountStatus.AccountId");
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId: rootId, DestinationParentId }));
    return AccountId;
  };
  const accounts = {
    production: await account("production", productionId),
    sandbox: await account("sandbox", sandboxesId),
    security: await account("security", workloadsId),
  };

  const policy = async (Name: string, Content: string, TargetId: string) => {
    const Description = `${Name} of the contract tests`;
    const made = await client.send(
      new CreatePolicyCommand({ Name, Content, Description, Type: "SERVICE_CONTROL_POLICY" }),
    );
    const PolicyId = given(made.Policy?.PolicySummary?.Id, "PolicySummary.Id");
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId }));
  };
  await policy("guardrails", deny(guardrails), workloadsId);
  await policy("regions", regions, sandboxesId);
  await policy("stay", deny(["organizations:LeaveOrganization"]), accounts.sandbox);
  await client.send(
    new RegisterDelegatedAdministratorCommand({
      AccountId: accounts.security,
      ServicePrincipal: "guardduty.amazonaws.com",
    }),
  );
  const organizationId = given(Organization?.Id, "Organization.Id");
  return { organizationId, rootId, workloadsId, productionId, sandboxesId, accounts };
}
