import { measureInput } from "#lib/evaluate/measure-input.ts";
import type { EvaluationInput } from "#lib/evaluate/types.ts";
import { type FactKind, isFactKind, organizationKinds } from "#lib/inventory/kinds.ts";
import { type MeasuredMetric, measuredMetrics } from "#lib/metrics/measurement.ts";
import { measureAccount as measurementsOf, measures } from "#lib/metrics/measures.ts";
import { type Summary, summarize } from "#lib/metrics/summary.ts";
import { loadLastRead } from "#lib/store/last-read.ts";
import { isMeasurementDue } from "#lib/store/measured-since.ts";
import { mergeMeasurements } from "#lib/store/measurements.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { SharedNetworks } from "#lib/store/shared-networks.ts";

/** The account's own kinds that the metrics rest on. */
export const measuredKinds: readonly FactKind[] = [
  ...new Set(measures.flatMap(({ kinds }) => kinds).filter(isFactKind)),
].filter((kind) => !organizationKinds.includes(kind));

export interface Measuring {
  /** Whether anything that the metrics of an account rest on has changed since they were measured. */
  isDue(accountId: string): Promise<boolean>;
}

/**
 * Tells which accounts a run must measure: those of which facts or threats changed since the last run that ended, those
 * not measured on this day yet (windows move), and those that have part in the VPC of an account that must.
 */
export async function measuringSince(
  pool: Pool,
  {
    since,
    asOf,
    shared,
  }: { readonly since: Date | null; readonly asOf: Date; readonly shared: SharedNetworks },
): Promise<Measuring> {
  if (since === null) return { isDue: async () => true };
  const hasChanged = (accountId: string) => isMeasurementDue(pool, { accountId, since, asOf });
  const owners = await Promise.all(shared.owners.map(hasChanged));
  const isSharedDue = owners.includes(true);
  return {
    isDue: async (accountId) =>
      (isSharedDue && shared.participants.has(accountId)) || (await hasChanged(accountId)),
  };
}

/**
 * An account of which nothing could be read, with the coverage that its facts are from: what was not there then is no
 * less known to be missing than what was there is known to be there.
 */
async function asLastRead(pool: Pool, known: EvaluationInput): Promise<EvaluationInput> {
  const { accountId, asOf } = known;
  const lastRead = await loadLastRead(pool, { accountId, asOf, kinds: measuredKinds });
  return lastRead === null ? known : { ...known, coverage: [...lastRead, ...known.coverage] };
}

/** Measures an account and keeps what changed; what the metrics of it are now. */
export async function measureAccount(
  pool: Pool,
  known: EvaluationInput,
  shared: SharedNetworks,
): Promise<ReadonlyMap<MeasuredMetric, Summary>> {
  const { accountId, asOf } = known;
  const measured = measurementsOf(measureInput(await asLastRead(pool, known), shared));
  await mergeMeasurements(pool, { accountId, asOf, metrics: measuredMetrics, measured });
  return new Map(measuredMetrics.map((metric) => [metric, summarize(metric, measured)]));
}
