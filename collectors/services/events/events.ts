import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
} from "@aws-sdk/client-eventbridge";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";

/** Under half of 50 a second for all together: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const budgets = { "*": { rate: 10, burst: 20 } };

/** AWS delivers its own events and those of CloudTrail to this bus alone. */
const EventBusName = "default";
const Limit = 100;

async function* rulesOf(context: ReadContext): AsyncGenerator<Rule> {
  const client = context.client(EventBridgeClient);
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListRulesCommand({ EventBusName, Limit, NextToken }));
    yield* page.Rules ?? [];
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
}

async function targetsOf(context: ReadContext, rule: string): Promise<string[]> {
  const client = context.client(EventBridgeClient);
  const arns: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListTargetsByRuleCommand({ EventBusName, Rule: rule, Limit, NextToken }),
    );
    for (const target of page.Targets ?? []) arns.push(need(target.Arn, "ListTargetsByRule Target.Arn"));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return sorted(arns);
}

const rules = factRead({
  yields: ["events.rule"],
  operations: ["events:ListRules", "events:ListTargetsByRule"],
  emptyWithout: ["AWS::Events::Rule"],
  async *collect(context) {
    const found: Rule[] = [];
    for await (const rule of rulesOf(context)) found.push(rule);
    yield* context.each(
      found,
      { resourceId: (rule) => rule.Arn ?? "", gone: ["ResourceNotFoundException"] },
      async (rule) => {
        const arn = need(rule.Arn, "ListRules Rule.Arn");
        const name = need(rule.Name, "ListRules Rule.Name");
        const state = need(rule.State, "ListRules Rule.State");
        const matches = state !== "DISABLED" && rule.EventPattern !== undefined;
        return {
          kind: "events.rule" as const,
          resourceId: arn,
          payload: {
            arn,
            name,
            state,
            eventPattern: rule.EventPattern ?? null,
            scheduleExpression: rule.ScheduleExpression ?? null,
            managedBy: rule.ManagedBy ?? null,
            targetArns: matches ? await targetsOf(context, name) : null,
          },
        };
      },
    );
  },
});

export const events = defineCollector({ service: "events", scope: "regional", budgets, reads: [rules] });
