import { judgeAlert } from "../alerts/alert-rules.ts";
import { guardrailWeakened } from "../alerts/sample-events.ts";
import { defineControl } from "../define.ts";
import { cis, nist80053Ours, tenet } from "../frameworks.ts";
import { lines } from "../placeholders.ts";
import { accountSubject } from "../subjects.ts";

const pattern =
  '{"source":["aws.organizations"],"detail":{"eventName":["UpdatePolicy","DetachPolicy","DeletePolicy","DisablePolicyType"]}}';

/**
 * Changing, detaching and deleting a service control policy each set off an EventBridge rule of the management
 * account with a target that can tell somebody; several rules may share them. Such events arrive in the
 * management account's us-east-1 (us-gov-west-1, cn-north-1) alone, so no other account is judged.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export const guardrailWeakeningAlert = defineControl({
  id: "guardrail-weakening-alert",
  title: "Weakening of guardrails is alerted",
  version: 1,
  severity: "critical",
  pillar: "governance",
  phase: 4,
  subject: "organizations.organization",
  reads: ["events.rule"],
  mappings: [
    ...cis({ v14: ["4.15"], v30: ["4.15"], v50: ["4.15"] }),
    ...nist80053Ours("CM-3"),
    ...tenet("T7"),
  ],
  rationale:
    "Guardrails hold for every account at once, and so does taking one away: one call in the management account " +
    "undoes them all. Such calls are few and planned, so that one nobody announced is worth waking somebody.",
  remediation: {
    summary:
      "Make a rule in the management account's us-east-1 that sends changes of policies to the security team, and " +
      "protect rule and target with a narrow role.",
    cli: lines(
      `aws events put-rule --region=us-east-1 --name=guardrail-weakened --event-pattern='${pattern}'`,
      "aws events put-targets --region=us-east-1 --rule=guardrail-weakened --targets=Id=alerts,Arn=TOPIC_ARN",
    ),
    terraform: lines(
      'resource "aws_cloudwatch_event_rule" "guardrail_weakened" {',
      '  region = "us-east-1"',
      '  name   = "guardrail-weakened"',
      "  event_pattern = jsonencode({",
      '    source = ["aws.organizations"]',
      '    detail = { eventName = ["UpdatePolicy", "DetachPolicy", "DeletePolicy", "DisablePolicyType"] }',
      "  })",
      "}",
      "",
      'resource "aws_cloudwatch_event_target" "guardrail_weakened" {',
      '  region = "us-east-1"',
      "  rule   = aws_cloudwatch_event_rule.guardrail_weakened.name",
      "  arn    = aws_sns_topic.alerts.arn",
      "}",
    ),
    verify: "aws events list-targets-by-rule --region=us-east-1 --rule=guardrail-weakened",
  },
  runbook: "lateral-movement",
  subjects: (facts, at) =>
    facts
      .all("organizations.organization")
      .some(({ payload }) => payload.managementAccountId === at.accountId)
      ? accountSubject(at, null)
      : [],
  evaluate: (_, facts, at) => judgeAlert(facts, at, guardrailWeakened),
});
