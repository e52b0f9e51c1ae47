import type pg from "pg";
import { z } from "zod";
import { type Coverage, coverageStates } from "#lib/inventory/coverage.ts";
import { type Fact, type FactKind, isFactKind, kinds } from "#lib/inventory/kinds.ts";

const factRow = z.object({
  kind: z.string(),
  region: z.string(),
  resource_id: z.string(),
  payload: z.unknown(),
});

const coverageRow = z.object({
  region: z.string(),
  kind: z.string(),
  state: z.enum(coverageStates),
  cause_code: z.string().nullable(),
  cause_action: z.string().nullable(),
  cause_message: z.string().nullable(),
  unseen: z.array(z.string()),
  confirmed_at: z.date(),
});

/** A stored fact that its kind's schema no longer accepts: written by another version of Postern. */
export class StoredFactMalformed extends Error {
  override readonly name = "StoredFactMalformed";
  constructor(accountId: string, kind: string, resourceId: string, detail: string) {
    super(
      `Fact ${kind} ${resourceId} of account ${accountId} does not fit its kind: ${detail}. Collect the account again with this version.`,
    );
  }
}

function decodeFact(accountId: string, row: unknown): Fact | undefined {
  const { kind, region, resource_id: resourceId, payload } = factRow.parse(row);
  if (!isFactKind(kind)) return undefined;
  const parsed = kinds[kind].schema.safeParse(payload);
  if (!parsed.success)
    throw new StoredFactMalformed(accountId, kind, resourceId, z.prettifyError(parsed.error));
  return { accountId, region, kind, resourceId, payload: parsed.data };
}

export interface Evidence {
  readonly facts: readonly Fact[];
  readonly coverage: readonly Coverage[];
}

/**
 * An account's facts and coverage in force at `asOf`, decoded. Kinds that this version does not know are left
 * out. `only` narrows to some kinds, as for the Organization's, `resourcePrefix` to facts of some resources.
 */
export async function loadEvidence(
  pool: pg.Pool,
  accountId: string,
  asOf: Date,
  only?: readonly FactKind[],
  { resourcePrefix }: { readonly resourcePrefix?: string } = {},
): Promise<Evidence> {
  const values = [accountId, asOf, only ?? null];
  const inForce =
    "account_id = $1 and valid_from <= $2 and valid_to > $2 and ($3::text[] is null or kind = any($3))";
  const [facts, coverage] = await Promise.all([
    pool.query(
      `select kind, region, resource_id, payload from fact
       where ${inForce} and ($4::text is null or starts_with(resource_id, $4))`,
      [...values, resourcePrefix ?? null],
    ),
    loadCoverage(pool, accountId, asOf, only),
  ]);
  return {
    facts: facts.rows.map((row) => decodeFact(accountId, row)).filter((fact) => fact !== undefined),
    coverage,
  };
}

/** What was seen of an account, in force at `asOf`; `only` narrows to some kinds. */
export async function loadCoverage(
  pool: pg.Pool,
  accountId: string,
  asOf: Date,
  only?: readonly string[],
): Promise<readonly Coverage[]> {
  const { rows } = await pool.query(
    `select region, kind, state, cause_code, cause_action, cause_message, unseen, confirmed_at
     from coverage
     where account_id = $1 and valid_from <= $2 and valid_to > $2 and ($3::text[] is null or kind = any($3))`,
    [accountId, asOf, only ?? null],
  );
  return rows.map((row) => {
    const { cause_code, cause_action, cause_message, confirmed_at, ...rest } = coverageRow.parse(row);
    return {
      ...rest,
      confirmedAt: confirmed_at,
      cause:
        cause_code === null
          ? null
          : { code: cause_code, action: cause_action ?? "", message: cause_message ?? "" },
    };
  });
}
