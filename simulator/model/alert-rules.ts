import type { Rule } from "@aws-sdk/client-eventbridge";
import { Dice, fraction } from "./dice.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { problem, type TruthRow, type World } from "./world.ts";

// Speaks for break-glass-alert and iam-risky-event-alert (account/<id>, global, every account) and for
// guardrail-weakening-alert (account/<id> of the management account alone, where such events happen). Pass: an enabled
// rule in the home Region, where events of IAM, sign-in and Organizations arrive, whose pattern lets them through and
// which has a target, also the bus of another account. Fail: no rule, a disabled one, one without a target or with a
// log group alone, one in another Region, or one that waits for something else or for a part of it.

export interface AlertRule {
  readonly rule: Rule;
  readonly targets: readonly string[];
}

export interface AlertRules {
  readonly rules: readonly AlertRule[];
  readonly truth: readonly TruthRow[];
}

type Way =
  | "proper"
  | "forwarded"
  | "disabled"
  | "targetless"
  | "log-only"
  | "elsewhere"
  | "other-event"
  | "missing";

interface Alert {
  readonly control: string;
  readonly name: string;
  /** Spellings that let all of it through. */
  readonly patterns: readonly [object, ...object[]];
  /** Look like those, and let nothing or not all of it through. */
  readonly others: readonly [object, ...object[]];
}

const call = (source: string, eventSource: string, eventName: readonly string[]) => ({
  source: [source],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: { eventSource: [eventSource], eventName },
});

const signIn = "AWS Console Sign In via CloudTrail";

const alerts: readonly Alert[] = [
  {
    control: "break-glass-alert",
    name: "root-sign-in",
    patterns: [
      {
        "detail-type": [signIn, "AWS API Call via CloudTrail"],
        detail: { userIdentity: { type: ["Root"] } },
      },
      { "detail-type": [{ wildcard: "AWS Console * via CloudTrail" }] },
      {
        source: ["aws.signin"],
        detail: { $or: [{ userIdentity: { type: ["Root"] } }, { errorCode: [{ exists: true }] }] },
      },
    ],
    others: [
      { "detail-type": [signIn], detail: { userIdentity: { type: ["IAMUser"] } } },
      { "detail-type": [signIn], detail: { userIdentity: { type: [{ "anything-but": "Root" }] } } },
      { "detail-type": [signIn], detail: { additionalEventData: { MFAUsed: ["No"] } } },
    ],
  },
  {
    control: "iam-risky-event-alert",
    name: "new-credentials",
    patterns: [
      call("aws.iam", "iam.amazonaws.com", ["CreateAccessKey", "CreateLoginProfile", "CreateUser"]),
      { source: ["aws.iam"], detail: { eventName: [{ prefix: "Create" }, { prefix: "Put" }] } },
      { source: ["aws.iam"], detail: { eventName: [{ "anything-but": { prefix: ["Get", "List"] } }] } },
    ],
    others: [
      call("aws.iam", "iam.amazonaws.com", ["DeleteAccessKey", "DeleteLoginProfile"]),
      call("aws.iam", "iam.amazonaws.com", ["CreateLoginProfile", "CreateUser"]),
      // Roles, too, make keys.
      {
        source: ["aws.iam"],
        detail: { eventName: ["CreateAccessKey"], userIdentity: { type: ["IAMUser"] } },
      },
    ],
  },
  {
    control: "guardrail-weakening-alert",
    name: "guardrail-weakened",
    patterns: [
      call("aws.organizations", "organizations.amazonaws.com", [
        "UpdatePolicy",
        "DetachPolicy",
        "DeletePolicy",
      ]),
      { source: ["aws.organizations"], detail: { eventName: [{ suffix: "Policy" }] } },
    ],
    others: [
      call("aws.organizations", "organizations.amazonaws.com", ["CreatePolicy", "AttachPolicy"]),
      call("aws.organizations", "organizations.amazonaws.com", ["UpdatePolicy", "DeletePolicy"]),
    ],
  },
];

function wayOf(world: World, account: Account, alert: Alert): Way {
  const key = `${account.id}/alert/${alert.control}`;
  const lacking = new Dice(`${world.options.seed}/${key}`).pick([
    "missing",
    "missing",
    "disabled",
    "targetless",
    "log-only",
    "elsewhere",
    "other-event",
    "other-event",
  ] as const);
  const working = fraction(`${world.options.seed}/${key}/forwarded`) < 0.25 ? "forwarded" : "proper";
  if (!problem(world, key, 0.6)) return working;
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

function targetsOf({ organization }: World, account: Account, region: string, way: Way): string[] {
  if (way === "targetless") return [];
  if (way === "log-only") return [`arn:aws:logs:${region}:${account.id}:log-group:/aws/events/security`];
  return way === "forwarded"
    ? [`arn:aws:events:${region}:${organization.securityId}:event-bus/central`]
    : [`arn:aws:sns:${region}:${account.id}:security-alerts`];
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
    const dice = new Dice(`${world.options.seed}/${id}/alert/${alert.control}/pattern`);
    const pattern = dice.pick(alert.patterns);
    const other = dice.pick(alert.others);
    const waits = way === "other-event" ? other : pattern;
    const State = way === "disabled" ? "DISABLED" : "ENABLED";
    const here = way === "elsewhere" ? region === another : atHome && way !== "missing";
    if (here)
      rules.push(
        makeRule(
          account,
          region,
          alert.name,
          { EventPattern: JSON.stringify(waits), State },
          targetsOf(world, account, region, way),
        ),
      );
    if (atHome)
      truth.push({
        account: id,
        region: "global",
        control: alert.control,
        resource: `account/${id}`,
        verdict: way === "proper" || way === "forwarded" ? "pass" : "fail",
      });
  }
  return { rules, truth };
}, 4_000);

/** The rules of the default event bus in one account and Region, with what three controls must say. */
export function alertRulesOf(world: World, account: Account, region: string): AlertRules {
  return remember(world, `${account.id}/${region}`);
}
