import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Logger } from "pino";
import { asRead } from "#collectors/runtime/current-read.ts";
import { need } from "#collectors/runtime/decode.ts";
import { UndeclaredOperation } from "#collectors/runtime/failure.ts";
import type { AccountSession } from "#collectors/runtime/session.ts";
import type { Sighting } from "#lib/inventory/findings.ts";
import { mergeFindings } from "#lib/store/findings.ts";
import type { Pool } from "#lib/store/pool.ts";
import { decodeEvent } from "./decode-event.ts";

/** What draining calls, for the access policy of the worker's own principal. */
export const drainOperations = ["sqs:ReceiveMessage", "sqs:DeleteMessage"] as const;

const calls: readonly string[] = ["sqs:ReceiveMessage", "sqs:DeleteMessageBatch"];

export interface Drain {
  readonly pool: Pool;
  readonly session: AccountSession;
  readonly queueUrl: string;
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** When to stop asking for more, in milliseconds from now. */
  readonly forMs: number;
}

export interface Drained {
  readonly messages: number;
  readonly opened: number;
  readonly changed: number;
  readonly resolved: number;
  /** Messages that could not be read; they stay in the queue, until its dead-letter queue takes them. */
  readonly unreadable: number;
}

const batch = 10;
/** Longer than storing ten messages can take; after it they are given to somebody else. */
const visibilitySeconds = 120;
const waitSeconds = 1;

/**
 * Takes the events that EventBridge put into a queue and stores what they say of findings, ten at a time. A
 * message is deleted only once its findings are committed; one that comes twice changes nothing.
 */
export async function drainQueue(drain: Drain): Promise<Drained> {
  const { pool, session, queueUrl, signal, forMs } = drain;
  const client = session.clients.get(SQSClient, regionOfQueue(queueUrl) ?? session.homeRegion);
  const until = Date.now() + forMs;
  const total = { messages: 0, opened: 0, changed: 0, resolved: 0, unreadable: 0 };
  const supervise = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
    if (!calls.includes(operation)) throw new UndeclaredOperation(operation);
    session.counts.calls += 1;
    return call();
  };
  await asRead({ supervise, signal }, async () => {
    while (!signal.aborted && Date.now() < until) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: batch,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: visibilitySeconds,
        }),
      );
      if (Messages.length === 0) return;
      const read = readMessages(Messages, drain.log);
      const changes = await mergeFindings(pool, {
        asOf: new Date(),
        findings: read.sightings.map(({ finding }) => finding),
        resolve: () => ({ by: "none" }),
      });
      if (read.done.length > 0)
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: read.done }));
      total.messages += read.done.length;
      total.opened += changes.opened;
      total.changed += changes.changed;
      total.resolved += changes.resolved;
      total.unreadable += Messages.length - read.done.length;
    }
  });
  return total;
}

function readMessages(messages: readonly Message[], log: Logger) {
  const sightings: Sighting[] = [];
  const done: { Id: string; ReceiptHandle: string }[] = [];
  for (const [index, message] of messages.entries())
    try {
      sightings.push(...decodeEvent(need(message.Body, "ReceiveMessage Message.Body")));
      const ReceiptHandle = need(message.ReceiptHandle, "ReceiveMessage Message.ReceiptHandle");
      done.push({ Id: String(index), ReceiptHandle });
    } catch (error) {
      log.error({ err: error, messageId: message.MessageId }, "a message of the threat queue cannot be read");
    }
  // The one that changed last stands, whatever order the queue kept.
  sightings.sort((a, b) => (a.updatedAt?.getTime() ?? 0) - (b.updatedAt?.getTime() ?? 0));
  return { sightings, done };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function regionOfQueue(queueUrl: string): string | undefined {
  return /^https:\/\/(?:sqs\.([a-z0-9-]+)\.|([a-z0-9-]+)\.queue\.)/.exec(queueUrl)?.slice(1).find(Boolean);
}
