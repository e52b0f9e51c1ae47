/** The runs this process works on, each with the signal that ends its reads. */
export class Cancellations {
  readonly #active = new Map<bigint, { controller: AbortController; jobs: number }>();

  /** The run's signal for the length of one job; `release` when the job ends. */
  join(runId: bigint): { signal: AbortSignal; release(): void } {
    const entry = this.#active.get(runId) ?? { controller: new AbortController(), jobs: 0 };
    entry.jobs += 1;
    this.#active.set(runId, entry);
    return {
      signal: entry.controller.signal,
      release: () => {
        entry.jobs -= 1;
        if (entry.jobs === 0) this.#active.delete(runId);
      },
    };
  }

  cancel(runId: bigint): void {
    this.#active.get(runId)?.controller.abort();
  }
}
