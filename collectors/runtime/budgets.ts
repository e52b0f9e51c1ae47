import { TokenBucket } from "limiter";
import type { Budget } from "./define.ts";

/**
 * The token buckets of one account's job. AWS counts most limits per account, Region and operation, and one
 * account is one job, so workers need no limiter in common.
 */
export class Budgets {
  readonly #buckets = new Map<string, TokenBucket>();

  /** Resolves when `operation` may be called once more in this Region. */
  async take(operation: string, region: string, budgets: Readonly<Record<string, Budget>>): Promise<void> {
    const own = budgets[operation];
    const budget = own ?? budgets["*"];
    if (budget === undefined) return;
    const [service = operation] = operation.split(":");
    const key = `${own === undefined ? service : operation}@${region}`;
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket({
        bucketSize: budget.burst,
        tokensPerInterval: budget.rate,
        interval: "second",
      });
      bucket.content = budget.burst;
      this.#buckets.set(key, bucket);
    }
    await bucket.removeTokens(1);
  }
}
