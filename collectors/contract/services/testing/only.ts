import type { Collector } from "#collectors/runtime/define.ts";
import type { FactKind } from "#lib/inventory/kinds.ts";

/** A collector without the reads whose operations moto lacks. */
export function only(collector: Collector, ...kinds: readonly FactKind[]): Collector {
  const reads = collector.reads.filter((read) =>
    read.yields.some((each) => kinds.some((kind) => kind === each)),
  );
  return { ...collector, reads };
}
