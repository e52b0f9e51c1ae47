import { setTimeout as wait } from "node:timers/promises";

const pollMs = 25;

/** Resolves with the first answer that is not undefined or false; fails when none comes in time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  deadlineMs = 120_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await wait(pollMs);
  }
  throw new Error(`Waited ${deadlineMs / 1_000} s in vain for ${what}.`);
}
