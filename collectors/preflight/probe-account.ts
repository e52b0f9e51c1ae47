import type { Read } from "#collectors/runtime/define.ts";
import { classify, RunCancelled } from "#collectors/runtime/failure.ts";
import { type Access, type AccountSession, assumedSession } from "#collectors/runtime/session.ts";
import type { FindingSourceCollectors, WorkerCollectors } from "#collectors/worker/context.ts";
import { type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { type Probed, probeCollectors, strongest } from "./probe-collectors.ts";
import type { PreflightResult } from "./results.ts";

export interface AccountOptions {
  readonly access: Access;
  readonly collectors: WorkerCollectors;
  readonly regions: readonly string[];
  readonly signal: AbortSignal;
}

export const nothing: ReadonlySet<FactKind> = new Set();
const regionsOnly: ReadonlySet<FactKind> = new Set(["ec2.region"]);

/** Enters an account and tries what is read of every account, in one Region. */
export async function probeAccount(
  options: AccountOptions,
  accountId: string,
  perAccount: readonly FindingSourceCollectors[],
): Promise<readonly PreflightResult[]> {
  const { collectors } = options;
  const { results } = await inAccount(options, accountId, async ({ session, regions, learned }) => {
    const [region = session.homeRegion] = regions;
    const others = collectors.account.filter(({ reads }) => !reads.some(isOfRegions));
    const probed = await probeCollectors(
      { session, region, enabledRegions: regions, signal: options.signal, keep: nothing },
      [...others, ...perAccount.map((source) => source.perAccount)],
    );
    return { ...probed, operations: strongest([...learned.operations, ...probed.operations]) };
  });
  return results;
}

function isOfRegions({ yields }: Read): boolean {
  return yields.some((kind) => kind === "ec2.region");
}

interface Entered {
  readonly session: AccountSession;
  /** The enabled Regions in scope, the home Region first. */
  readonly regions: readonly string[];
  /** What learning the Regions told. */
  readonly learned: Probed;
}

/** Assumes the role, learns the account's Regions, and does `work`; where the role is closed, says so. */
export async function inAccount(
  { access, collectors, regions: only, signal }: AccountOptions,
  accountId: string,
  work: (entered: Entered) => Promise<Probed>,
): Promise<{ readonly results: readonly PreflightResult[]; readonly facts: Probed["facts"] }> {
  const session = assumedSession(accountId, access, "preflight");
  try {
    if (signal.aborted) throw new RunCancelled();
    const failure = await enter(session);
    const entrance: PreflightResult = { about: "entrance", accountId, failure };
    if (failure !== null) return { results: [entrance], facts: [] };
    const { homeRegion } = session;
    const learned = await probeCollectors(
      { session, region: homeRegion, enabledRegions: [], signal, keep: regionsOnly },
      collectors.regions,
    );
    const enabled = ofKind(learned.facts, "ec2.region").map(({ payload }) => payload.name);
    const regions = enabled
      .filter((region) => only.length === 0 || only.includes(region))
      .sort((a, b) => Number(b === homeRegion) - Number(a === homeRegion) || (a < b ? -1 : 1));
    const { operations, facts } = await work({ session, regions, learned });
    return { results: [entrance, { about: "operations", grantee: "member", accountId, operations }], facts };
  } finally {
    session.clients.destroy();
  }
}

async function enter(session: AccountSession): Promise<{ code: string; message: string } | null> {
  try {
    await session.credentials();
    return null;
  } catch (error) {
    const { code, message } = classify(error, "sts:AssumeRole").cause;
    return { code, message };
  }
}
