import type { Rule } from "@aws-sdk/client-eventbridge";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for break-glass-alert and iam-risky-event-alert (account/<id>, global, every account) and for
// guardrail-weakening-alert (account/<id> of the management account alone, where such events happen). Pass: an enabled
// rule in the home Region, where events of IAM, sign-in and Organizations arrive, whose pattern lets them through and
// which has a target. Fail: no rule, a disabled one, one without a target, one in another Region, or one that waits for
// something else.

export interface AlertRule {
  readonly rule: Rule;
  readonly targets: readonly string[];
}

export interface AlertRules {
  readonly rules: readonly AlertRule[];
  readonly truth: readonly TruthRow[];
}

type Way = "proper" | "disabled" | "targetless" | "elsewhere" | "other-event" | "missing";

interface Alert {
  readonly control: string;
  readonly name: string;
  readonly pattern: object;
  /** Looks like the pattern and lets nothing of it through. */
  readonly other: object;
}

const call = (source: string, eventSource: string, eventName: readonly string[]) => ({
  source: [source],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: [eventSource], eventName },
});

const alerts: readonly Alert[] = [
  {
    control: "break-glass-alert",
    name: "root-sign-in",
    pattern: {
      "detail-type": ["AWS Console Sign In via CloudTrail", "AWS API Call via CloudTrail"],
      detail: { userIdentity: { type: ["Root"] } },
    },
    other: {
      "detail-type": ["AWS Console Sign In via CloudTrail"],
      detail: { userIdentity: { type: ["IAMUser"] } },
    },
  },
  {
    control: "iam-risky-event-alert",
    name: "new-credentials",
    pattern: call("aws.iam", "iam.amazonaws.com", ["CreateAccessKey", "CreateLoginProfile", "CreateUser"]),
    other: call("aws.iam", "iam.amazonaws.com", ["DeleteAccessKey", "DeleteLoginProfile"]),
  },
  {
    control: "guardrail-weakening-alert",
    name: "guardrail-weakened",
    pattern: call("aws.organizations", "organizations.amazonaws.com", [
      "UpdatePolicy",
      "DetachPolicy",
      "DeletePolicy",
    ]),
    other: call("aws.organizations", "organizations.amazonaws.com", ["CreatePolicy", "AttachPolicy"]),
  },
];

function wayOf(world: World, account: Account, alert: Alert): Way {
  const key = `${account.id}/alert/${alert.control}`;
  const lacking = new Dice(`${world.options.seed}/${key}`).pick([
    "missing",
    "missing",
    "disabled",
    "targetless",
    "elsewhere",
    "other-event",
  ] as const);
  if (!problem(world, key, 0.6)) return "proper";
  return lacking === "elsewhere" && account.regions.length === 1 ? "missing" : lacking;
}

function isAsked(world: World, account: Account, alert: Alert): boolean {
  return alert.control !== "guardrail-weakening-alert" || account.id === world.organization.managementId;
}

function makeRule(
  account: Account,
  region: string,
  name: string,
  more: Partial<Rule>,
  targets: string[],
): AlertRule {
  const rule: Rule = {
    Name: name,
    Arn: `arn:aws:events:${region}:${account.id}:rule/${name}`,
    State: "ENABLED",
    EventBusName: "default",
    ...more,
  };
  return { rule, targets };
}

/** Rules that alert nobody: a clock, one of an AWS service, and builds. */
function ordinary(world: World, account: Account, region: string): AlertRule[] {
  const key = `${world.options.seed}/${account.id}/${region}/rule`;
  const lambda = `arn:aws:lambda:${region}:${account.id}:function:nightly-report`;
  const managed = "AutoScalingManagedRule";
  const all = [
    makeRule(account, region, "nightly-report", { ScheduleExpression: "cron(0 3 * * ? *)" }, [lambda]),
    makeRule(
      account,
      region,
      managed,
      {
        EventPattern: JSON.stringify({
          source: ["aws.ec2"],
          "detail-type": ["EC2 Instance Rebalance Recommendation"],
        }),
        ManagedBy: "autoscaling.amazonaws.com",
      },
      ["arn:aws:autoscaling:::"],
    ),
    makeRule(
      account,
      region,
      "failed-builds",
      { EventPattern: JSON.stringify({ source: ["aws.codebuild"] }) },
      [`arn:aws:sns:${region}:${account.id}:builds`],
    ),
  ];
  return all.filter((_, index) => fraction(`${key}/${index}`) < 0.4);
}

const remember = remembered((world, place): AlertRules => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const { homeRegion } = world.organization;
  const atHome = region === homeRegion;
  const another = account.regions.find((each) => each !== homeRegion);
  const rules = ordinary(world, account, region);
  const truth: TruthRow[] = [];
  for (const alert of alerts.filter((each) => isAsked(world, account, each))) {
    const way = wayOf(world, account, alert);
    const target = `arn:aws:sns:${region}:${id}:security-alerts`;
    const EventPattern = JSON.stringify(way === "other-event" ? alert.other : alert.pattern);
    const State = way === "disabled" ? "DISABLED" : "ENABLED";
    const here = way === "elsewhere" ? region === another : atHome && way !== "missing";
    if (here)
      rules.push(
        makeRule(account, region, alert.name, { EventPattern, State }, way === "targetless" ? [] : [target]),
      );
    if (atHome)
      truth.push({
        account: id,
        region: "global",
        control: alert.control,
        resource: `account/${id}`,
        verdict: way === "proper" ? "pass" : "fail",
      });
  }
  return { rules, truth };
}, 4_000);

/** The rules of the default event bus in one account and Region, with what three controls must say. */
export function alertRulesOf(world: World, account: Account, region: string): AlertRules {
  return remember(world, `${account.id}/${region}`);
}
