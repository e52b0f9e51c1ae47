import { setTimeout as wait } from "node:timers/promises";

/** AWS did not finish a job that it was given within the time that it usually takes many times over. */
export class NotReady extends Error {
  override readonly name = "NotReady";
}

/** Waits between asking, in milliseconds: 63 s in all. */
const patience: readonly number[] = [500, 1_000, 1_500, 3_000, 6_000, 10_000, 20_000, 21_000];

/**
 * Asks until there is an answer, at longer and longer intervals, and a bounded number of times.
 *
 * @throws NotReady naming `what` when the last time brought none; the signal's reason when it is aborted.
 */
export async function untilReady<T>(
  ask: () => Promise<T | undefined>,
  options: { what: string; signal: AbortSignal; waitsMs?: readonly number[] },
): Promise<T> {
  const waits = options.waitsMs ?? patience;
  for (let turn = 0; ; turn++) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    const ms = waits[turn];
    if (ms === undefined) {
      const total = waits.reduce((all, each) => all + each, 0) / 1_000;
      throw new NotReady(`${options.what} was not ready after ${total} s.`);
    }
    await wait(ms, undefined, { signal: options.signal });
  }
}
