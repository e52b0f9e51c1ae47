import type { Sighting } from "#lib/inventory/findings.ts";
import { type FactKind, findingKindsOf, globalRegion, kinds, sourceOfKind } from "#lib/inventory/kinds.ts";
import { FindingIntake } from "#lib/store/finding-intake.ts";
import type { FindingScope } from "#lib/store/findings.ts";
import type { Gathered, Progress, Unit } from "./collect-unit.ts";
import type { Collector, FactRead, FindingRead, Read, ReadContext } from "./define.ts";
import { NeededMissing } from "./failure.ts";
import { type ReadEnd, runRead } from "./run-read.ts";

/** Runs a read of facts; they go to the unit's stage as they come. */
export async function readFacts(
  unit: Unit,
  collector: Collector,
  read: FactRead,
  progress: Progress,
  { stage }: Gathered,
): Promise<ReadEnd> {
  const end = await attempt(unit, collector, read, progress, async (context) => {
    for await (const { kind, resourceId, payload } of read.collect(context)) {
      // Decoded once, here: a payload that is not of its kind never reaches the store.
      kinds[kind].schema.parse(payload);
      const fact = { kind, resourceId, payload, region: unit.region ?? globalRegion };
      progress.emitted.add(kind);
      if (progress.neededKinds.has(kind)) progress.needed.push(fact);
      await stage.add(fact);
    }
  });
  if (end.failure !== null) for (const kind of read.yields) progress.failures.set(kind, end.failure);
  return end;
}

/** Runs a read of another detector's findings; they are stored as they come. */
export async function readFindings(
  unit: Unit,
  collector: Collector,
  read: FindingRead,
  progress: Progress,
  gathered: Gathered,
): Promise<ReadEnd> {
  const [kind] = read.yields;
  if (kind === undefined) throw new Error(`A read of findings of ${collector.service} names no kind.`);
  const isInside = insideOf(unit.findingScope);
  const intake = await FindingIntake.open(unit.pool, {
    source: sourceOfKind[kind],
    ...unit.findingScope,
    findingKinds: findingKindsOf[kind],
    place: placeOf(unit),
    incremental: read.incremental ?? false,
    asOf: unit.asOf,
  });
  try {
    const end = await attempt(unit, collector, read, progress, async (context) => {
      for await (const sighting of read.findings({ ...context, since: intake.since }))
        if (isInside(sighting)) await intake.add(sighting);
    });
    const changes = await intake.finish(end.failure === null);
    gathered.findingsOpened += changes.opened;
    gathered.findingsResolved += changes.resolved;
    return end;
  } finally {
    intake.close();
  }
}

/** How far an account was read as an administrator says nothing about its own findings, nor the other way. */
function placeOf({ session, region, via }: Unit): string {
  const place = `${session.accountId}/${region ?? globalRegion}`;
  return via === "administrator" ? `${place}/members` : place;
}

/** An administrator keeps findings of accounts that left or that it no longer has for members. */
function insideOf({ accountIds, regions }: FindingScope): (sighting: Sighting) => boolean {
  const accounts = accountIds && new Set(accountIds);
  return ({ finding }) => {
    const region = "gone" in finding ? finding.passed?.region : finding.region;
    return (
      (accounts?.has(finding.accountId) ?? true) &&
      (region === undefined || (regions?.includes(region) ?? true))
    );
  };
}

function attempt(
  unit: Unit,
  collector: Collector,
  read: Read,
  progress: Progress,
  consume: (context: ReadContext<FactKind>) => Promise<void>,
): Promise<ReadEnd> {
  return runRead(
    {
      session: unit.session,
      collector,
      read,
      region: unit.region ?? unit.session.homeRegion,
      signal: unit.signal,
      deadlineMs: unit.deadlineMs,
      enabledRegions: unit.enabledRegions,
      otherRegions: unit.otherRegions ?? [],
      needed: (kind) => progress.needed.filter((fact) => fact.kind === kind),
    },
    async (context) => {
      // What a read needs and was not seen is not "none": the read would answer an empty list for it.
      for (const needed of read.needs ?? []) {
        const failure = progress.failures.get(needed);
        if (failure !== undefined) throw new NeededMissing(needed, failure);
      }
      await consume(context);
    },
  );
}
