import type { Collector, Read } from "#collectors/runtime/define.ts";
import { controls } from "#lib/controls/registry.ts";

export interface Cost {
  readonly kinds: string[];
  readonly controls: { readonly id: string; readonly title: string }[];
}

/** What cannot be known without some operations: the kinds of the reads that call them, and the controls on them. */
export function costOf(collectors: readonly Collector[], operations: readonly string[]): Cost {
  const kinds = new Set<string>();
  for (const { reads } of collectors) {
    const lost = reads.filter((read) => read.operations.some((operation) => operations.includes(operation)));
    for (const read of [...lost, ...resting(reads, lost)]) for (const kind of read.yields) kinds.add(kind);
  }
  return {
    kinds: [...kinds].sort(),
    controls: controls
      .filter(({ subject, reads }) => [subject, ...reads].some((kind) => kinds.has(kind)))
      .map(({ id, title }) => ({ id, title })),
  };
}

/** The reads that begin with what others yield. */
function resting(reads: readonly Read[], on: readonly Read[]): readonly Read[] {
  const kinds = new Set<string>(on.flatMap((read) => read.yields));
  return reads.filter((read) => read.needs?.some((kind) => kinds.has(kind)));
}
