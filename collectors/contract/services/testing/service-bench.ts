import pLimit from "p-limit";
import { collectUnit, type UnitResult } from "#collectors/runtime/collect-unit.ts";
import type { Collector } from "#collectors/runtime/define.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { type Fact, type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { createPool } from "#lib/store/pool.ts";
import { freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { Notes, noting } from "../../answered.ts";
import { startMoto } from "../../moto.ts";
import { managementAccountId } from "../../world/place.ts";

const settings = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_REGION: "us-east-1",
};

/** moto's own account, and a database of its own. */
export interface ServiceBench {
  readonly accountId: string;
  /** The operations that moto answered so far. */
  readonly answered: ReadonlySet<string>;
  /** Runs one collector there; in no Region for one that is global. */
  collect(collector: Collector, region?: string): Promise<UnitResult>;
  /** What is stored of a kind: payloads by resource id. */
  stored<K extends FactKind>(kind: K): Promise<Map<string, Fact<K>["payload"]>>;
  close(): Promise<void>;
}

/** Starts moto; SDK clients made from now on speak to it. */
export async function openServiceBench(): Promise<ServiceBench> {
  const moto = await startMoto();
  Object.assign(process.env, settings, { AWS_ENDPOINT_URL: moto.url });
  const database = await freshDatabase();
  const pool = createPool(database.url, 4);
  const accountId = managementAccountId;
  const access = {
    roleName: "PosternReadOnly",
    externalId: undefined,
    homeRegion: "us-east-1",
    partition: "aws",
  };
  let runs = 0n;
  const notes = new Notes();
  return {
    accountId,
    answered: notes.answered,
    async collect(collector, region) {
      runs += 1n;
      const session = assumedSession(accountId, access, runs);
      try {
        return await collectUnit({
          pool,
          session,
          collectors: [noting({ ...collector, budgets: {} }, notes)],
          region,
          enabledRegions: ["us-east-1"],
          runId: runs,
          asOf: new Date(),
          signal: new AbortController().signal,
          deadlineMs: 60_000,
          limit: pLimit(4),
          findingScope: { accountIds: [accountId], regions: region === undefined ? null : [region] },
        });
      } finally {
        session.clients.destroy();
      }
    },
    async stored(kind) {
      const { facts } = await loadEvidence(pool, accountId, new Date(), [kind]);
      return new Map(ofKind(facts, kind).map((fact) => [fact.resourceId, fact.payload]));
    },
    async close() {
      await pool.end();
      await database.drop();
      await moto.stop();
    },
  };
}

/** What every kind came to: `complete`, or the state the operation that failed and why. */
export function outcomes({ coverage }: UnitResult): Record<string, string> {
  return Object.fromEntries(
    coverage.map(({ kind, state, cause }) => [
      kind,
      cause === null ? state : `${state} ${cause.action} ${cause.message}`,
    ]),
  );
}
