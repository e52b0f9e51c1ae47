import { ownSession } from "#collectors/runtime/session.ts";
import { drainQueue } from "#collectors/services/threat-queue/drain-queue.ts";
import type { WorkerContext } from "./context.ts";

/** A little less than the minute until the next one begins. */
const drainForMs = 50_000;

/** Stores what the queue of events has, as the worker's own principal. */
export async function drainThreats(
  { pool, access, log }: WorkerContext,
  queueUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (queueUrl === undefined) return;
  const session = ownSession("", access);
  try {
    const drained = await drainQueue({ pool, session, queueUrl, signal, log, forMs: drainForMs });
    if (drained.messages + drained.unreadable > 0) log.info(drained, "drained the threat queue");
  } finally {
    session.clients.destroy();
  }
}
