import type { CoverageVia } from "#lib/inventory/coverage.ts";
import { globalRegion } from "#lib/inventory/kinds.ts";
import { type CoverageEntry, recordCoverage } from "#lib/store/coverage.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { Collector } from "./define.ts";
import { classify, RunCancelled } from "./failure.ts";
import type { AccountSession } from "./session.ts";

export interface Entrance {
  readonly pool: Pool;
  readonly session: AccountSession;
  /** Whose coverage it is. */
  readonly accountId: string;
  readonly collectors: readonly Collector[];
  /** What besides is read in a Region. */
  besides?(region: string): readonly Collector[];
  readonly runId: bigint;
  readonly asOf: Date;
  readonly signal: AbortSignal;
  /** `account` unless told. */
  readonly via?: CoverageVia;
}

export interface Unreachable {
  readonly error: string;
  readonly entries: readonly CoverageEntry[];
}

/**
 * Enters the session's account. When the role cannot be assumed, every kind is recorded as unseen for that
 * reason, `regional` ones in the given Regions, and nothing that was known is retired.
 */
export async function recordUnreachable(
  { pool, session, accountId, collectors, besides, runId, asOf, signal, via = "account" }: Entrance,
  regions: readonly string[] | (() => Promise<readonly string[]>),
): Promise<Unreachable | null> {
  try {
    await session.credentials();
    return null;
  } catch (error) {
    if (signal.aborted) throw new RunCancelled();
    const { cause, state } = classify(error, "sts:AssumeRole");
    const places = typeof regions === "function" ? await regions() : regions;
    const unseen = (of: readonly Collector[], region: string) => {
      // Several collectors may rest on one read.
      const unread = new Set(of.flatMap(({ reads }) => reads.flatMap(({ yields }) => yields)));
      return [...unread].map((kind) => ({ region, kind, state, cause, unseen: [], via }));
    };
    const regional = collectors.filter(({ scope }) => scope === "regional");
    const others = collectors.filter(({ scope }) => scope !== "regional");
    const entries = [
      ...unseen(others, globalRegion),
      ...places.flatMap((region) => unseen([...regional, ...(besides?.(region) ?? [])], region)),
    ];
    await recordCoverage(pool, { accountId, runId, asOf, entries });
    return { error: `${cause.code}: ${cause.message}`, entries };
  }
}
