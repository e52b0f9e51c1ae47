import { drainOperations } from "#collectors/services/threat-queue/drain-queue.ts";
import { head } from "./template.ts";

interface EventSource {
  /** Of the rule's logical id. */
  readonly id: string;
  /** The end of the rule's name. */
  readonly name: string;
  readonly source: string;
  readonly detailType: string;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html and https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
const sources: readonly EventSource[] = [
  { id: "GuardDuty", name: "guardduty", source: "aws.guardduty", detailType: "GuardDuty Finding" },
  {
    id: "SecurityHub",
    name: "securityhub",
    source: "aws.securityhub",
    detailType: "Security Hub Findings - Imported",
  },
];

const ruleArn = ({ name }: EventSource) =>
  `!Sub arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/\${QueueName}-${name}`;

function rule(each: EventSource): string {
  return `  ${each.id}Rule:
    Type: AWS::Events::Rule
    Condition: From${each.id}
    Properties:
      Name: !Sub \${QueueName}-${each.name}
      Description: Hands findings to Postern as they come.
      EventPattern:
        source:
          - ${each.source}
        detail-type:
          - ${each.detailType}
      Targets:
        - Id: queue
          Arn: !GetAtt Queue.Arn
          DeadLetterConfig:
            Arn: !GetAtt DeadLetters.Arn
`;
}

function fromRules(queue: string): string {
  return `          - Sid: OnlyTheseRules
            Effect: Allow
            Principal:
              Service: events.amazonaws.com
            Action: sqs:SendMessage
            Resource: !GetAtt ${queue}.Arn
            Condition:
              ArnEquals:
                aws:SourceArn:
${sources.map((each) => `                  - ${ruleArn(each)}\n`).join("")}`;
}

function tlsOnly(queue: string): string {
  return `          - Sid: TlsOnly
            Effect: Deny
            Principal: "*"
            Action: sqs:*
            Resource: !GetAtt ${queue}.Arn
            Condition:
              Bool:
                aws:SecureTransport: "false"
`;
}

/** Findings as events: rules in the account that administers the detectors, a queue, and who may drain it. */
export function threatsTemplate(): string {
  return `${head("A queue that brings findings to Postern within a minute instead of with the next run.")}
Parameters:
  CollectorRoleArn:
    Type: String
    Description: ARN of the role the Postern worker runs as. It alone may drain the queue.
    AllowedPattern: ^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$
  QueueName:
    Type: String
    Default: postern-threats
    AllowedPattern: ^[\\w-]{1,52}$
  Sources:
    Type: String
    Default: Both
    AllowedValues:
      - Both
      - GuardDuty
      - SecurityHub
    Description: Whose findings. The queue's account must administer them, else it sees its own alone.

Conditions:
${sources.map(({ id }) => `  From${id}: !Or [!Equals [!Ref Sources, Both], !Equals [!Ref Sources, ${id}]]\n`).join("")}
Resources:
  Queue:
    Type: AWS::SQS::Queue
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      QueueName: !Ref QueueName
      SqsManagedSseEnabled: true
      MessageRetentionPeriod: 1209600
      VisibilityTimeout: 120
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadLetters.Arn
        maxReceiveCount: 5
  DeadLetters:
    Type: AWS::SQS::Queue
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      QueueName: !Sub \${QueueName}-dead-letters
      SqsManagedSseEnabled: true
      MessageRetentionPeriod: 1209600
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues:
        - !Ref Queue
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
${fromRules("Queue")}          - Sid: CollectorDrains
            Effect: Allow
            Principal:
              AWS: !Ref CollectorRoleArn
            Action:
${drainOperations.map((action) => `              - ${action}\n`).join("")}            Resource: !GetAtt Queue.Arn
${tlsOnly("Queue")}  DeadLettersPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues:
        - !Ref DeadLetters
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
${fromRules("DeadLetters")}${tlsOnly("DeadLetters")}${sources.map(rule).join("")}
Outputs:
  QueueArn:
    Description: ThreatQueueArn of collector-role.yaml.
    Value: !GetAtt Queue.Arn
  QueueUrl:
    Description: The value of POSTERN_THREAT_QUEUE_URL.
    Value: !Ref Queue
`;
}
