const dayMs = 86_400_000;

/** Whole days from a day (`2026-03-01`) to the day of an instant, both in UTC. */
export function daysSince(day: string, asOf: Date): number {
  return Math.floor(asOf.getTime() / dayMs) - Math.floor(Date.parse(day) / dayMs);
}
