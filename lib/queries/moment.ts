import { parseAsOf } from "#lib/api/as-of.ts";

/**
 * The instant that a query shows: now, or what was known at an instant in the past. Runs write their intervals from
 * their own instant on, so what a run found is known from then, not from when it ended.
 */
export interface Moment {
  readonly at: Date;
  readonly isPast: boolean;
}

export function present(now = new Date()): Moment {
  return { at: now, isPast: false };
}

export function past(at: Date): Moment {
  return { at, isPast: true };
}

/** The moment that a request's address asks for. @throws BadFilter where `asOf` cannot be understood. */
export function momentOf(request: Request): Moment {
  const asOf = parseAsOf(new URL(request.url).searchParams);
  return asOf === null ? present() : past(asOf.at);
}

// Written into the statement, not bound: it is our own Date, every statement numbers its parameters itself, and the
// planner leaves out the partitions that ended before.
const literal = ({ at }: Moment) => `timestamptz '${at.toISOString()}'`;

/** Whether the version `t` holds. At present that is one partition, which its indexes find. */
export function inForce(t: string, moment: Moment): string {
  if (!moment.isPast) return `${t}.valid_to = 'infinity'`;
  return `(${t}.valid_from <= ${literal(moment)} and ${t}.valid_to > ${literal(moment)})`;
}

/** Whether the version `t` held before and no longer does. */
export function isOver(t: string, moment: Moment): string {
  return moment.isPast ? `${t}.valid_to <= ${literal(moment)}` : `${t}.valid_to < 'infinity'`;
}

/** When the version `t` ended; null where it holds, whatever has become of it since. */
export function endOf(t: string, moment: Moment): string {
  return happened(`nullif(${t}.valid_to, 'infinity')`, moment);
}

/** An instant as it was known: null where it lay ahead. */
export function happened(instant: string, moment: Moment): string {
  return moment.isPast ? `case when ${instant} <= ${literal(moment)} then ${instant} end` : instant;
}

/** Whether something that carries an instant was there already. Always so at present. */
export function known(instant: string, moment: Moment): string {
  return moment.isPast ? `${instant} <= ${literal(moment)}` : "true";
}

/** Whether an instant lies after the one moment, and not after the other. */
export function between(instant: string, from: Moment, to: Moment): string {
  const end = to.isPast ? `<= ${literal(to)}` : "< 'infinity'";
  return `(${instant} > ${literal(from)} and ${instant} ${end})`;
}

/** The same of what carries a day: a day's points are those of its last run. */
export function knownDay(day: string, moment: Moment): string {
  return moment.isPast ? `${day} <= date '${moment.at.toISOString().slice(0, 10)}'` : "true";
}
