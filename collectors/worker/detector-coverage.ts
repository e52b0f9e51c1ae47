import type { Coverage } from "#lib/inventory/coverage.ts";
import { loadCoverage } from "#lib/store/evidence.ts";
import type { Pool } from "#lib/store/pool.ts";
import type { WorkerContext } from "./context.ts";
import { type Administration, loadAdministrations, placeFor } from "./finding-sources.ts";

/** How completely other detectors' findings of an account were seen, by its administrators or itself. */
export interface DetectorCoverage {
  /** `own` with a row for every Region where an administrator answers in the account's place. */
  complement(accountId: string, regions: readonly string[], own: readonly Coverage[]): readonly Coverage[];
}

const kindsOf = ({ source }: Administration) => source.organization.reads.flatMap(({ yields }) => yields);

/** Knows at `asOf` who answers for whom, and how completely each administrator was read. */
export async function openDetectorCoverage(
  { pool, collectors }: Pick<WorkerContext, "pool" | "collectors">,
  managementAccountId: string,
  asOf: Date,
): Promise<DetectorCoverage> {
  const administrations = await loadAdministrations(pool, collectors, managementAccountId, asOf);
  const seen = await coverageOf(pool, administrations, asOf);
  const rowFor = (
    administration: Administration,
    accountId: string,
    region: string,
    kind: string,
  ): Coverage | undefined => {
    const place = placeFor(administration, accountId, region);
    if (place === undefined) return undefined;
    const row = seen.get(`${administration.administratorId}|${place.region}|${kind}`);
    return row === undefined ? undefined : { ...row, region };
  };
  return {
    complement(accountId, regions, own) {
      const known = new Set(own.map(({ kind, region }) => `${kind}|${region}`));
      const lacking = administrations.flatMap((administration) =>
        kindsOf(administration).flatMap((kind) =>
          regions
            .filter((region) => !known.has(`${kind}|${region}`))
            .flatMap((region) => rowFor(administration, accountId, region, kind) ?? []),
        ),
      );
      return [...own, ...lacking];
    },
  };
}

async function coverageOf(
  pool: Pool,
  administrations: readonly Administration[],
  asOf: Date,
): Promise<ReadonlyMap<string, Coverage>> {
  const kinds = [...new Set(administrations.flatMap(kindsOf))];
  const administrators = [...new Set(administrations.map(({ administratorId }) => administratorId))];
  const rows = new Map<string, Coverage>();
  for (const id of administrators)
    for (const row of await loadCoverage(pool, id, asOf, kinds))
      rows.set(`${id}|${row.region}|${row.kind}`, row);
  return rows;
}
