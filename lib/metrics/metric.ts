/** What every metric gives, for a scope and a day. No data is `value: null`, never 0 and never 100 %. */
export interface Metric {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  /** How many things were measured, unweighted. */
  readonly n: number;
  /** Left out on purpose, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
  /** What could not be seen: outside the ratio, beside the number. */
  readonly unknown: number;
}

export function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
