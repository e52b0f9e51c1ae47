import pLimit from "p-limit";
import { collectors } from "#collectors/registry.ts";
import type { WorkerCollectors } from "#collectors/worker/context.ts";
import { findingKindsOf, globalRegion, isExternalFindingKind, sourceOfKind } from "#lib/inventory/kinds.ts";
import type { Pool } from "#lib/store/pool.ts";
import { collectUnit, type UnitResult } from "../collect-unit.ts";
import { type Collector, defineCollector, type Read } from "../define.ts";
import { type Access, assumedSession } from "../session.ts";

/** Who is asked by a read: every account, the management account, or the administrator of the services. */
type Asked = "member" | "management" | "administrator";

/** One operation of one read, with the reads that it rests on. */
export interface OperationCase {
  readonly operation: string;
  readonly read: Read;
  readonly collector: Collector;
  readonly reads: readonly Read[];
  readonly asked: Asked;
}

function ofCollector(collector: Collector, asked: Asked): OperationCase[] {
  return collector.reads.flatMap((read) => {
    const needed = collector.reads.filter((other) =>
      other.yields.some((kind) => read.needs?.some((need) => need === kind)),
    );
    const reads = [...needed, { ...read, renewAfterHours: undefined }];
    return read.operations.map((operation) => ({ operation, read, collector, reads, asked }));
  });
}

/** Every operation of every read that the registry knows. */
export function operationCases({ organization, central, account, sources }: WorkerCollectors = collectors) {
  const all = [
    ...organization.flatMap((collector) => ofCollector(collector, "management")),
    ...central.flatMap(({ collector, administeredBy }) =>
      ofCollector(collector, administeredBy === null ? "management" : "administrator"),
    ),
    ...account.flatMap((collector) => ofCollector(collector, "member")),
    ...sources.flatMap((source) => [
      ...ofCollector(source.organization, "administrator"),
      ...ofCollector(source.perAccount, "member"),
    ]),
  ];
  // A read that collectors have in common is one case.
  return [...new Map(all.map((each) => [nameOf(each), each])).values()];
}

export const nameOf = ({ operation, read, asked }: OperationCase) =>
  `${operation} for ${read.yields.join(", ")} (${asked})`;

export interface CasePlace {
  readonly accountId: string;
  readonly region: string;
  readonly regions: readonly string[];
}

/** Runs a case's reads against an account, as a unit of its own. */
export async function collectCase(
  pool: Pool,
  access: Access,
  { collector, reads }: OperationCase,
  place: CasePlace,
  at: { readonly asOf: Date; readonly runId: bigint },
): Promise<UnitResult> {
  const session = assumedSession(place.accountId, access, 1n);
  const regional = collector.scope === "regional" || reads.some((read) => !("collect" in read));
  try {
    return await collectUnit({
      pool,
      session,
      collectors: [defineCollector({ ...collector, budgets: {}, reads })],
      region: regional ? place.region : undefined,
      enabledRegions: place.regions,
      ...at,
      signal: new AbortController().signal,
      deadlineMs: 60_000,
      limit: pLimit(4),
      findingScope: { accountIds: [place.accountId], regions: regional ? [place.region] : null },
    });
  } finally {
    session.clients.destroy();
  }
}

const inForce = `
  select kind || ' ' || resource_id || ' ' || encode(hash, 'hex') as line from fact
  where account_id = $1 and kind = any($2) and region = any($4) and valid_from <= $3 and valid_to > $3
  union all
  select key || ' ' || encode(hash, 'hex') from finding
  where source::text = $6 and ($5::text[] is null or kind::text = any($5)) and account_id = $1 and region = any($4) and valid_from <= $3 and valid_to > $3`;

/** What the store has in force of a case's kinds in its place. */
export async function knownOf(pool: Pool, { read }: OperationCase, place: CasePlace, asOf: Date) {
  const places = [place.region, globalRegion];
  const [kind = ""] = read.yields;
  const findingKinds = isExternalFindingKind(kind) ? findingKindsOf[kind] : undefined;
  const source = isExternalFindingKind(kind) ? sourceOfKind[kind] : null;
  const values = [place.accountId, read.yields, asOf, places, findingKinds ?? null, source];
  const { rows } = await pool.query<{ line: string }>(inForce, values);
  return rows.map((row) => row.line).sort();
}
