import { fraction } from "./dice.ts";

const dayMs = 86_400_000;
const cycleDays = 365;
const fallingDays = 300;

/** The day the default trend starts; a fixed one, so that two simulators agree on every date. */
export const defaultEpoch = "2026-08-01";

/** Days since 1970 of a `YYYY-MM-DD` date. */
export function dayOf(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(time)) {
    throw new Error(`"${date}" is not a date: expected YYYY-MM-DD`);
  }
  return time / dayMs;
}

export function dateOf(day: number): string {
  return instant(day, 0).toISOString().slice(0, 10);
}

export function instant(day: number, second: number): Date {
  return new Date(day * dayMs + second * 1000);
}

/**
 * Ages are judged to the day: what they are measured from happens in the first minutes after midnight
 * UTC, so that a verdict holds for every moment of a date and not only from some hour on.
 */
export function shortlyAfterMidnight(day: number, key: string): Date {
  return instant(day, Math.floor(fraction(`second/${key}`) * 240));
}

/** 1 at the epoch, sinking to a quarter over 300 days, then climbing back: the posture's slow improvement. */
export function trend(day: number, epoch: number): number {
  const phase = (((day - epoch) % cycleDays) + cycleDays) % cycleDays;
  if (phase <= fallingDays) return 1 - (0.75 * phase) / fallingDays;
  return 0.25 + (0.75 * (phase - fallingDays)) / (cycleDays - fallingDays);
}

/**
 * Whether a problem is present on a day. Some subjects have it until the trend falls below their own
 * threshold; besides, every subject may catch it for some days now and then.
 */
export function hasProblem(key: string, base: number, day: number, epoch: number): boolean {
  if (fraction(`threshold/${key}`) < base * trend(day, epoch)) return true;
  const window = 60;
  const shifted = day + Math.floor(fraction(`shift/${key}`) * window);
  const turn = `${key}/${Math.floor(shifted / window)}`;
  if (fraction(`caught/${turn}`) >= base * 0.15) return false;
  const start = Math.floor(fraction(`start/${turn}`) * 40);
  const length = 2 + Math.floor(fraction(`length/${turn}`) * 18);
  const at = shifted % window;
  return at >= start && at < start + length;
}

export interface Generation {
  readonly index: number;
  readonly created: number;
  readonly ends: number;
}

/** The life that a slot is living on a day: slots are refilled for ever, each at its own pace. */
export function generation(key: string, shortest: number, longest: number, day: number): Generation {
  const period = shortest + Math.floor(fraction(`period/${key}`) * (longest - shortest + 1));
  const shift = Math.floor(fraction(`shift/${key}`) * period);
  const index = Math.floor((day + shift) / period);
  const created = index * period - shift;
  return { index, created, ends: created + period };
}
