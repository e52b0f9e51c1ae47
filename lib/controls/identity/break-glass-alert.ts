import { judgeAlert } from "../alerts/alert-rules.ts";
import { rootSignIn } from "../alerts/sample-events.ts";
import { defineControl } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";

const pattern =
  '{"detail-type":["AWS Console Sign In via CloudTrail"],"detail":{"userIdentity":{"type":["Root"]}}}';

/**
 * Root's sign-in to the console sets off an EventBridge rule with a target that can tell somebody. Root is the
 * break-glass identity every account has. Its sign-in arrives in us-east-1 (us-gov-west-1, cn-north-1): a rule
 * elsewhere never sees it. A rule that passes events on to another account's bus counts.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const breakGlassAlert = defineControl({
  id: "break-glass-alert",
  title: "Break-glass use is alerted",
  version: 1,
  severity: "high",
  pillar: "visibility",
  phase: 1,
  subject: "ec2.region",
  reads: ["events.rule"],
  mappings: [...nist80053Ours("AC-2(12)"), ...tenet("T7")],
  rationale:
    "Root can do everything and no policy of the account limits it, so it should be used about never. When it is " +
    "used, either there is an emergency or an intruder, and somebody must know within minutes.",
  remediation: {
    summary:
      "Make a rule in us-east-1 that sends root's sign-in to whoever is on call, or pass the events of all accounts " +
      "to one bus of the security account and alert there. Sign in once as root to see it arrive.",
    cli: lines(
      `aws events put-rule --region=us-east-1 --name=root-sign-in --event-pattern='${pattern}'`,
      "aws events put-targets --region=us-east-1 --rule=root-sign-in --targets=Id=alerts,Arn=TOPIC_ARN",
    ),
    terraform: lines(
      'resource "aws_cloudwatch_event_rule" "root_sign_in" {',
      '  region = "us-east-1"',
      '  name   = "root-sign-in"',
      "  event_pattern = jsonencode({",
      '    "detail-type" = ["AWS Console Sign In via CloudTrail"]',
      '    detail        = { userIdentity = { type = ["Root"] } }',
      "  })",
      "}",
      "",
      'resource "aws_cloudwatch_event_target" "root_sign_in" {',
      '  region = "us-east-1"',
      "  rule   = aws_cloudwatch_event_rule.root_sign_in.name",
      "  arn    = aws_sns_topic.alerts.arn",
      "}",
    ),
    verify: "aws events list-targets-by-rule --region=us-east-1 --rule=root-sign-in",
  },
  runbook: "credential-compromise",
  subjects: (_, at) => accountSubject(at, null),
  evaluate: (_, facts, at) => judgeAlert(facts, at, rootSignIn),
});
