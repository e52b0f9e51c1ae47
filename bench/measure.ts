/** The middle value of some measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The nearest-rank percentile, `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export interface Measured {
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
  readonly ratio: number;
  readonly target: number;
}

/** Prints measurements as a Markdown table, as it stands in bench/README.md. */
export function report(title: string, measured: readonly Measured[]): void {
  const rows = measured.map(
    ({ what, ours, reference, ratio, target }) =>
      `| ${what} | ${ours} | ${reference} | ${ratio.toFixed(2)} × | ≤ ${target} × | ${ratio <= target ? "yes" : "**no**"} |`,
  );
  console.log(
    [
      `\n### ${title}\n`,
      "| what | ours | reference | ratio | target | met |",
      "|---|---|---|---|---|---|",
      ...rows,
    ].join("\n"),
  );
}

export const ms = (value: number) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
