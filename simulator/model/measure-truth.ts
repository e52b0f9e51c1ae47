/** What one thing must contribute to a metric on a day, by the intent that it was made with. */
export interface MeasureTruth {
  readonly account: string;
  readonly region: string;
  readonly metric: "permission-utilization" | "identity-coverage" | "network-exposure";
  readonly resource: string;
  readonly standing: "counted" | "excluded" | "unknown";
  /** Why it is excluded or unknown. */
  readonly reason: string | null;
  readonly class: string;
  readonly value: number | null;
}
