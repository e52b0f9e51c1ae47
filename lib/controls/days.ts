const dayMs = 86_400_000;

/**
 * Whether a day (`2026-03-01`, UTC) began more than so many days before an instant. Facts date by the day:
 * counting from its start errs, by less than a day, on the side of too old.
 */
export function isOlderThan(day: string, days: number, asOf: Date): boolean {
  return asOf.getTime() - Date.parse(day) > days * dayMs;
}
