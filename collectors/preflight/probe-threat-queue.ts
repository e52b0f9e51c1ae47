import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { asRead } from "#collectors/runtime/current-read.ts";
import { classify, RunCancelled } from "#collectors/runtime/failure.ts";
import type { AccountSession } from "#collectors/runtime/session.ts";
import { regionOfQueue } from "#collectors/services/threat-queue/drain-queue.ts";
import type { PreflightResult } from "./results.ts";

/**
 * Whether the worker can read the queue of findings. A message stays visible to the others; that it was received
 * once more is all that changes.
 */
export async function probeThreatQueue(
  session: AccountSession,
  url: string,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const client = session.clients.get(SQSClient, regionOfQueue(url) ?? session.homeRegion);
  const look = new ReceiveMessageCommand({
    QueueUrl: url,
    MaxNumberOfMessages: 1,
    VisibilityTimeout: 0,
    WaitTimeSeconds: 0,
  });
  try {
    await asRead({ supervise: (_operation, call) => call(), signal }, () => client.send(look));
    return { about: "threat-queue", url, state: "allowed", message: "" };
  } catch (error) {
    if (signal.aborted) throw new RunCancelled();
    const { state, cause } = classify(error, "sqs:ReceiveMessage");
    const message = `${cause.code}: ${cause.message}`;
    return { about: "threat-queue", url, state: state === "denied" ? "denied" : "unanswered", message };
  }
}
