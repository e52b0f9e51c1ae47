import { judgeAlert } from "../alerts/alert-rules.ts";
import { newAccessKey } from "../alerts/sample-events.ts";
import { defineControl } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";

const pattern =
  '{"source":["aws.iam"],"detail":{"eventName":["CreateAccessKey","CreateLoginProfile","CreateUser"]}}';

/**
 * A new access key, made by a user or by a role's session, sets off an EventBridge rule with a target that can
 * tell somebody. IAM's events arrive in us-east-1 (us-gov-west-1, cn-north-1). No pattern knows the hour of
 * the day, so use at odd hours is left to GuardDuty: `guardduty-enabled`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const iamRiskyEventAlert = defineControl({
  id: "iam-risky-event-alert",
  title: "New keys and odd-hours use are alerted",
  version: 1,
  severity: "medium",
  pillar: "visibility",
  phase: 1,
  subject: "ec2.region",
  reads: ["events.rule"],
  mappings: [...nist80053Ours("AC-2(4)"), ...tenet("T7")],
  rationale:
    "The first thing an intruder does with a stolen session is make credentials that outlive it. In an account " +
    "where people and programs act through roles, a new access key is rare enough to look at each one.",
  remediation: {
    summary:
      "Make a rule in us-east-1 that sends new keys, passwords and users to the security team, or pass the events " +
      "of all accounts to one bus of the security account and alert there.",
    cli: lines(
      `aws events put-rule --region=us-east-1 --name=new-credentials --event-pattern='${pattern}'`,
      "aws events put-targets --region=us-east-1 --rule=new-credentials --targets=Id=alerts,Arn=TOPIC_ARN",
    ),
    terraform: lines(
      'resource "aws_cloudwatch_event_rule" "new_credentials" {',
      '  region = "us-east-1"',
      '  name   = "new-credentials"',
      "  event_pattern = jsonencode({",
      '    source = ["aws.iam"]',
      '    detail = { eventName = ["CreateAccessKey", "CreateLoginProfile", "CreateUser"] }',
      "  })",
      "}",
      "",
      'resource "aws_cloudwatch_event_target" "new_credentials" {',
      '  region = "us-east-1"',
      "  rule   = aws_cloudwatch_event_rule.new_credentials.name",
      "  arn    = aws_sns_topic.alerts.arn",
      "}",
    ),
    verify: "aws events list-targets-by-rule --region=us-east-1 --rule=new-credentials",
  },
  runbook: "credential-compromise",
  subjects: (_, at) => accountSubject(at, null),
  evaluate: (_, facts, at) => judgeAlert(facts, at, newAccessKey),
});
