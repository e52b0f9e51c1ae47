import type { PolicyDocument } from "#collectors/runtime/access-policy.ts";
import { head, indent, policyYaml } from "./template.ts";

interface CollectorPolicies {
  /** To see the Organization and to enter its accounts. */
  readonly collector: PolicyDocument;
  /** To drain the queue of \`threats.yaml\`. */
  readonly drain: PolicyDocument;
}

/** The role the worker runs as; who may take it on is a parameter. */
export function collectorRoleTemplate({ collector, drain }: CollectorPolicies, roleName: string): string {
  return `${head("The role that the Postern worker runs as.")}
Parameters:
  Runtime:
    Type: String
    Default: EC2
    AllowedValues:
      - EC2
      - ECS
      - EKS
      - Role
    Description: Where the worker runs. EKS means EKS Pod Identity; Role, that TrustedRoleArn takes this role on.
  TrustedRoleArn:
    Type: String
    Default: ""
    Description: With Runtime Role, the ARN of the role that may assume this one.
    AllowedPattern: ^(arn:aws[a-z-]*:iam::[0-9]{12}:role/.+)?$
  KubernetesNamespace:
    Type: String
    Default: postern
    Description: With Runtime EKS, the namespace of the worker's pods.
    AllowedPattern: ^[a-z0-9-]{1,63}$
  KubernetesServiceAccount:
    Type: String
    Default: postern
    Description: With Runtime EKS, the service account of the worker's pods.
    AllowedPattern: ^[a-z0-9.-]{1,253}$
  CollectorRoleName:
    Type: String
    Default: PosternCollector
    AllowedPattern: ^[\\w+=,.@-]{1,64}$
  RoleName:
    Type: String
    Default: ${roleName}
    Description: The value of POSTERN_ROLE_NAME, the role in every account.
    AllowedPattern: ^[\\w+=,.@-]{1,64}$
  ThreatQueueArn:
    Type: String
    Default: ""
    Description: The queue of threats.yaml, where there is one.
    AllowedPattern: ^(arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:.+)?$

Rules:
  TrustedRoleIsNamed:
    RuleCondition: !Equals [!Ref Runtime, Role]
    Assertions:
      - Assert: !Not [!Equals [!Ref TrustedRoleArn, ""]]
        AssertDescription: Runtime Role needs TrustedRoleArn.

Conditions:
  OnEc2: !Equals [!Ref Runtime, EC2]
  OnEcs: !Equals [!Ref Runtime, ECS]
  OnEks: !Equals [!Ref Runtime, EKS]
  HasThreatQueue: !Not [!Equals [!Ref ThreatQueueArn, ""]]

Resources:
  Collector:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref CollectorRoleName
      Description: The role that the Postern worker runs as.
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - !If
            - OnEc2
            - Effect: Allow
              Principal:
                Service: !Sub ec2.\${AWS::URLSuffix}
              Action: sts:AssumeRole
            - !If
              - OnEcs
              - Effect: Allow
                Principal:
                  Service: ecs-tasks.amazonaws.com
                Action: sts:AssumeRole
                Condition:
                  StringEquals:
                    aws:SourceAccount: !Ref AWS::AccountId
              - !If
                - OnEks
                - Effect: Allow
                  Principal:
                    Service: pods.eks.amazonaws.com
                  Action:
                    - sts:AssumeRole
                    - sts:TagSession
                  Condition:
                    StringEquals:
                      aws:RequestTag/kubernetes-namespace: !Ref KubernetesNamespace
                      aws:RequestTag/kubernetes-service-account: !Ref KubernetesServiceAccount
                - Effect: Allow
                  Principal:
                    AWS: !Ref TrustedRoleArn
                  Action: sts:AssumeRole
  CollectorPolicy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Roles:
        - !Ref Collector
      PolicyDocument:
${indent(policyYaml(collector), 8)}  ThreatQueuePolicy:
    Type: AWS::IAM::ManagedPolicy
    Condition: HasThreatQueue
    Properties:
      Roles:
        - !Ref Collector
      PolicyDocument:
${indent(policyYaml(drain), 8)}  InstanceProfile:
    Type: AWS::IAM::InstanceProfile
    Condition: OnEc2
    Properties:
      InstanceProfileName: !Ref CollectorRoleName
      Roles:
        - !Ref Collector

Outputs:
  CollectorRoleArn:
    Value: !GetAtt Collector.Arn
`;
}
