import pLimit from "p-limit";
import type { Collector, Read } from "#collectors/runtime/define.ts";
import { settleAll } from "#collectors/runtime/settle-all.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import {
  after,
  type OperationProbe,
  type ProbePlace,
  probeRead,
  type ReadProbe,
  unprobed,
} from "./probe-read.ts";

export interface Probed {
  readonly operations: readonly OperationProbe[];
  /** Facts of the kinds that the place asks for. */
  readonly facts: readonly Fact[];
}

const readsAtOnce = 8;

/** Probes every read of some collectors in one place; a read that needs another's facts comes after it. */
export async function probeCollectors(place: ProbePlace, collectors: readonly Collector[]): Promise<Probed> {
  const limit = pLimit(readsAtOnce);
  const probes = await settleAll(
    collectors.map(async (collector) => {
      const needs = (read: Read) => read.needs ?? [];
      const first = await settleAll(
        collector.reads
          .filter((read) => needs(read).length === 0)
          .map((read) => limit(() => probeRead(place, collector, read, []))),
      );
      const facts = first.flatMap((probe) => probe.facts);
      const second = await settleAll(
        collector.reads
          .filter((read) => needs(read).length > 0)
          .map((read) => limit(async () => probeNeeding(place, collector, read, first, facts))),
      );
      return [...first, ...second];
    }),
  );
  const all = probes.flat();
  return {
    operations: strongest(all.flatMap((probe) => probe.operations)),
    facts: all.flatMap((probe) => probe.facts).filter((fact) => place.keep.has(fact.kind)),
  };
}

/** A read that rests on facts which were not seen at all is not tried: it would ask for nothing. */
async function probeNeeding(
  place: ProbePlace,
  collector: Collector,
  read: Read,
  before: readonly ReadProbe[],
  facts: readonly Fact[],
): Promise<ReadProbe> {
  const wanted: readonly FactKind[] = read.needs ?? [];
  if (!facts.some((fact) => wanted.includes(fact.kind))) {
    const failed = before
      .filter((probe) => probe.read.yields.some((kind) => wanted.some((each) => each === kind)))
      .flatMap((probe) => probe.operations)
      .find(({ state }) => state === "denied" || state === "unanswered");
    if (failed !== undefined) return unprobed(read, after(failed.operation, failed.state));
  }
  return probeRead(place, collector, read, facts);
}

const strength = { denied: 3, unanswered: 2, allowed: 1, "not-probed": 0 } as const;

/** One outcome an operation, where several reads call it: what one of them was refused is what counts. */
export function strongest(probes: readonly OperationProbe[]): readonly OperationProbe[] {
  const byOperation = new Map<string, OperationProbe>();
  for (const probe of probes) {
    const known = byOperation.get(probe.operation);
    if (known === undefined || strength[probe.state] > strength[known.state])
      byOperation.set(probe.operation, probe);
  }
  return [...byOperation.values()];
}
