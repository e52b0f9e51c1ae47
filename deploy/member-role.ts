import type { PolicyDocument } from "#collectors/runtime/access-policy.ts";
import { head, indent, policyYaml } from "./template.ts";

/** AWS's own policy for auditors, where the "managed" variant leans on it. */
const securityAudit = `      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/SecurityAudit
`;

/** The parameters of the role in an account, for every template that makes it. */
export function memberParameters(roleName: string): string {
  return `Parameters:
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
`;
}

/** The role in an account and its policies, as entries under \`Resources\`. */
export function memberResources(policies: readonly PolicyDocument[], managed: boolean): string {
  return `  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Description: Lets Postern read configuration, never data.
      MaxSessionDuration: 3600
${managed ? securityAudit : ""}      AssumeRolePolicyDocument:
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
${policies.map(policyResource).join("")}`;
}

/**
 * The CloudFormation template of the role that Postern assumes in an account. It fits a SERVICE_MANAGED
 * StackSet (no nested stacks, macros or transforms) and, for a single account, a plain stack.
 */
export function memberRoleTemplate(
  policies: readonly PolicyDocument[],
  roleName: string,
  { managed }: { readonly managed: boolean },
): string {
  return `${head("The read-only role that Postern assumes in an account of the Organization.")}
${memberParameters(roleName)}
Resources:
${memberResources(policies, managed)}
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
${indent(policyYaml(policy), 8)}`;
}
