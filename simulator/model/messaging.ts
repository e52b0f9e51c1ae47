import { Dice, fraction } from "./dice.ts";
import { encryptionKey } from "./keys.ts";
import { remembered } from "./memory.ts";
import type { Account } from "./organization.ts";
import { resourcePolicy } from "./resource-policies.ts";
import { problem, type TruthRow, type Verdict, type World } from "./world.ts";

// Speaks, of resource-policy-no-public, for queues and topics: fails where everybody may send or subscribe, passes
// with any other policy, not applicable to a queue that has none.

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly policy: object | undefined;
  readonly kmsKeyId: string | undefined;
  readonly sqsManaged: boolean;
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly policy: object;
  readonly kmsKeyId: string | undefined;
}

export interface Messaging {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly truth: readonly TruthRow[];
}

/** The queue in the security account that EventBridge would fill with findings. */
export const threatQueueName = "postern-threats";

const queueNames = ["orders", "orders-dlq", "mail", "thumbnails.fifo", "audit"] as const;
const topicNames = ["alerts", "orders", "deployments"] as const;

function makeQueue(world: World, account: Account, region: string, name: string) {
  const key = `${account.id}/${region}/queue/${name}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const arn = `arn:aws:sqs:${region}:${account.id}:${name}`;
  const open = problem(world, `${key}/open`, 0.14);
  const bare = !open && dice.chance(0.35);
  const subject = { arn, action: "sqs:SendMessage", all: "sqs:*" };
  const { document } = resourcePolicy(dice, subject, open, world, account);
  const kmsKeyId = dice.chance(0.3) ? encryptionKey(world, account, region) : undefined;
  const queue: Queue = {
    name,
    arn,
    policy: bare ? undefined : document,
    kmsKeyId,
    sqsManaged: kmsKeyId === undefined && dice.chance(0.7),
  };
  const withPolicy: Verdict = open ? "fail" : "pass";
  return { queue, verdict: bare ? ("notApplicable" as const) : withPolicy };
}

/** What SNS writes for a new topic: a star that only the topic's own account gets past. */
function usualTopicPolicy(arn: string, account: Account): object {
  return {
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["SNS:GetTopicAttributes", "SNS:Publish", "SNS:Subscribe"],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": account.id } },
      },
    ],
  };
}

function makeTopic(world: World, account: Account, region: string, name: string) {
  const key = `${account.id}/${region}/topic/${name}`;
  const dice = new Dice(`${world.options.seed}/${key}`);
  const arn = `arn:aws:sns:${region}:${account.id}:${name}`;
  const open = problem(world, `${key}/open`, 0.14);
  const subject = { arn, action: "sns:Publish", all: "sns:*" };
  const { document = {} } = resourcePolicy(dice, subject, open, world, account);
  const usual = !open && dice.chance(0.5);
  const topic: Topic = {
    name,
    arn,
    policy: usual ? usualTopicPolicy(arn, account) : document,
    kmsKeyId: dice.chance(0.4) ? (encryptionKey(world, account, region) ?? "alias/aws/sns") : undefined,
  };
  return { topic, verdict: open ? ("fail" as const) : ("pass" as const) };
}

function threatQueue(account: Account, region: string): Queue {
  const arn = `arn:aws:sqs:${region}:${account.id}:${threatQueueName}`;
  const rules = `arn:aws:events:${region}:${account.id}:rule/postern-*`;
  return {
    name: threatQueueName,
    arn,
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EventRulesOnly",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: arn,
          Condition: { ArnLike: { "aws:SourceArn": rules } },
        },
      ],
    },
    kmsKeyId: undefined,
    sqsManaged: true,
  };
}

const remember = remembered((world, place): Messaging => {
  const [id = "", region = ""] = place.split("/");
  const account = world.organization.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id} on this day`);
  const draw = fraction(`${world.options.seed}/${place}/messaging`);
  const queues = queueNames
    .slice(0, Math.floor(draw * (queueNames.length + 1)))
    .map((name) => makeQueue(world, account, region, name));
  if (account.id === world.organization.securityId && region === world.organization.homeRegion)
    queues.push({ queue: threatQueue(account, region), verdict: "pass" });
  const topics = topicNames
    .slice(0, Math.floor((1 - draw) * (topicNames.length + 1)))
    .map((name) => makeTopic(world, account, region, name));
  const rowOf = (resource: string, verdict: Verdict): TruthRow => ({
    account: account.id,
    region,
    control: "resource-policy-no-public",
    resource,
    verdict,
  });
  return {
    queues: queues.map(({ queue }) => queue).sort((a, b) => (a.name < b.name ? -1 : 1)),
    topics: topics.map(({ topic }) => topic),
    truth: [
      ...queues.map(({ queue, verdict }) => rowOf(queue.arn, verdict)),
      ...topics.map(({ topic, verdict }) => rowOf(topic.arn, verdict)),
    ],
  };
}, 1_000);

/** The queues and topics of one Region of an account. */
export function messagingOf(world: World, account: Account, region: string): Messaging {
  return remember(world, `${account.id}/${region}`);
}
