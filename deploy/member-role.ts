import type { PolicyDocument, PolicyStatement } from "#collectors/runtime/access-policy.ts";

/**
 * The CloudFormation template of the role that Postern assumes in an account. It fits a SERVICE_MANAGED
 * StackSet (no nested stacks, macros or transforms) and, for the management account, a plain stack.
 */
export function memberRoleTemplate(policies: readonly PolicyDocument[], roleName: string): string {
  return `# Generated from the operations that the collectors declare: node deploy/generate.ts
AWSTemplateFormatVersion: "2010-09-09"
Description: The read-only role that Postern assumes in an account of the Organization.

Parameters:
  CollectorRoleArn:
    Type: String
    Description: ARN of the role the Postern worker runs as. No other principal may assume this one.
    AllowedPattern: ^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$
  ExternalId:
    Type: String
    NoEcho: true
    Description: The value of POSTERN_EXTERNAL_ID.
    AllowedPattern: ^[\\w+=,.@:/-]{2,1224}$
  OrganizationId:
    Type: String
    Description: Id of the Organization that the worker's principal must belong to.
    AllowedPattern: ^o-[a-z0-9]{10,32}$
  RoleName:
    Type: String
    Default: ${roleName}
    Description: The value of POSTERN_ROLE_NAME.
    AllowedPattern: ^[\\w+=,.@-]{1,64}$

Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Description: Lets Postern read configuration, never data.
      MaxSessionDuration: 3600
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref CollectorRoleArn
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: !Ref ExternalId
                aws:PrincipalOrgID: !Ref OrganizationId
${policies.map(policyResource).join("")}
Outputs:
  RoleArn:
    Value: !GetAtt Role.Arn
`;
}

function policyResource(policy: PolicyDocument, index: number): string {
  return `  ReadPolicy${index + 1}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles:
        - !Ref Role
      PolicyDocument:
        Version: "${policy.Version}"
        Statement:
${policy.Statement.map(statement).join("")}`;
}

function statement({ Sid, Effect, Action, Resource }: PolicyStatement): string {
  return `          - Sid: ${Sid}
            Effect: ${Effect}
            Resource: "${Resource}"
            Action:
${[Action]
  .flat()
  .map((action) => `              - ${action}\n`)
  .join("")}`;
}
