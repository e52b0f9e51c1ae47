import type { Pool } from "#lib/store/pool.ts";
import { getRun, RunOutOfOrder, type RunState } from "#lib/store/runs.ts";
import type { Progress } from "./progress.ts";
import { beginRun, followRun } from "./run-progress.ts";

const dayMs = 86_400_000;

export interface DemoHistory {
  readonly pool: Pool;
  readonly simulatorUrl: string;
  /** How many days before today it reaches back. */
  readonly days: number;
  readonly progress: Progress;
  readonly title: string;
}

const dayText = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The noons (UTC) that are still to be collected, oldest first: those after the last run, up to yesterday's. */
export function missingNoons(last: Date | null, days: number, now: Date): readonly Date[] {
  const today = Date.parse(dayText(now.getTime()));
  return Array.from(
    { length: days },
    (_, index) => new Date(today - (days - index) * dayMs + dayMs / 2),
  ).filter((noon) => last === null || noon > last);
}

async function setDate(simulatorUrl: string, date: string): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_simulator/date`, {
    method: "PUT",
    body: JSON.stringify({ date }),
  });
  if (!response.ok) throw new Error(`The simulator cannot be set to ${date}: ${await response.text()}`);
}

/** Collects as of an instant. A run that an earlier demo left under way is of another one, and is over first. */
async function collectAt(pool: Pool, title: string, asOf: Date, progress: Progress): Promise<RunState> {
  for (;;) {
    const runId = await beginRun(pool, title, [], asOf);
    const state = await followRun(pool, runId, progress);
    if ((await getRun(pool, runId))?.asOf.getTime() === asOf.getTime()) return state;
  }
}

/**
 * Collects what the simulated Organization was on every day of its history that no run has seen, oldest first, then
 * what it is now. A collection that somebody asks for meanwhile is of now, and history is written forwards only: the
 * days before it then stay gaps, which is said.
 */
export async function collectHistory({
  pool,
  simulatorUrl,
  days,
  progress,
  title,
}: DemoHistory): Promise<void> {
  const { rows } = await pool.query<{ last: Date | null }>("select max(as_of) as last from run");
  const noons = missingNoons(rows[0]?.last ?? null, days, new Date());
  if (noons.length > 0)
    progress.say(
      `Its last ${noons.length} days follow, oldest first. The pages show the last one collected.`,
    );
  for (const [index, noon] of noons.entries()) {
    const date = dayText(noon.getTime());
    await setDate(simulatorUrl, date);
    const told = {
      ...progress,
      update: () => progress.update(`History: ${date}, day ${index + 1} of ${noons.length}`),
    };
    try {
      const state = await collectAt(pool, `${title}, history`, noon, told);
      if (state !== "complete") progress.say(`The collection of ${date} is ${state}.`);
    } catch (error) {
      if (!(error instanceof RunOutOfOrder)) throw error;
      progress.say(`History ends before ${date}: something newer has been collected already.`);
      break;
    }
  }
  await setDate(simulatorUrl, dayText(Date.now()));
  const state = await followRun(pool, await beginRun(pool, title), progress);
  progress.say(noons.length > 0 ? `History of ${noons.length} days collected.` : `Collection ${state}.`);
}
