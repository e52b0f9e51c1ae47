import type { PolicyDocument } from "#collectors/runtime/access-policy.ts";
import { memberParameters, memberResources, memberRoleTemplate } from "./member-role.ts";
import { head, indent } from "./template.ts";

/**
 * The plain stack of the management account: the StackSet that brings the role to every other account, and the
 * role itself, for a SERVICE_MANAGED StackSet never deploys to the management account. The StackSet carries its
 * template in its own text, so that nothing need be uploaded.
 */
export function managementTemplate(policies: readonly PolicyDocument[], roleName: string): string {
  const body = memberRoleTemplate(policies, roleName, { managed: false });
  return `${head("Postern's access to an Organization, from its management account.")}
${memberParameters(roleName)}  OrganizationalUnitId:
    Type: String
    Description: The root, r-…, for every account; or one organizational unit, ou-…, to begin with.
    AllowedPattern: ^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$
  StackSetRegion:
    Type: String
    Default: us-east-1
    Description: The one Region the stacks are made in. IAM roles are global, so one is enough.
    AllowedPattern: ^[a-z]{2}(-[a-z]+)+-[0-9]$

Resources:
  MemberRoles:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: postern-member-role
      Description: The read-only role that Postern assumes, in every account, also in those that join later.
      PermissionModel: SERVICE_MANAGED
      CallAs: SELF
      AutoDeployment:
        Enabled: true
        RetainStacksOnAccountRemoval: false
      ManagedExecution:
        Active: true
      OperationPreferences:
        FailureTolerancePercentage: 100
        MaxConcurrentPercentage: 100
        RegionConcurrencyType: PARALLEL
      Capabilities:
        - CAPABILITY_NAMED_IAM
      Parameters:
        - ParameterKey: CollectorRoleArn
          ParameterValue: !Ref CollectorRoleArn
        - ParameterKey: ExternalId
          ParameterValue: !Ref ExternalId
        - ParameterKey: OrganizationId
          ParameterValue: !Ref OrganizationId
        - ParameterKey: RoleName
          ParameterValue: !Ref RoleName
      StackInstancesGroup:
        - DeploymentTargets:
            OrganizationalUnitIds:
              - !Ref OrganizationalUnitId
          Regions:
            - !Ref StackSetRegion
      TemplateBody: |
${indent(body, 8)}${memberResources(policies, false)}
Outputs:
  RoleArn:
    Value: !GetAtt Role.Arn
  StackSetId:
    Value: !Ref MemberRoles
`;
}
