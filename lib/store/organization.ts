import type pg from "pg";
import { ensureMonth } from "./months.ts";
import { transaction } from "./pool.ts";

interface Projection {
  readonly table: string;
  readonly kind: string;
  /** Columns after `id`, and how each is read from the fact's payload. */
  readonly columns: Readonly<Record<string, string>>;
}

const projections: readonly Projection[] = [
  {
    table: "organization",
    kind: "organizations.organization",
    columns: {
      management_account_id: "f.payload->>'managementAccountId'",
      feature_set: "f.payload->>'featureSet'",
      root_id: "f.payload->>'rootId'",
    },
  },
  {
    table: "organizational_unit",
    kind: "organizations.organizational-unit",
    columns: {
      name: "f.payload->>'name'",
      parent_id: "f.payload->>'parentId'",
      path: "f.payload->>'path'",
    },
  },
  {
    table: "account",
    kind: "organizations.account",
    columns: {
      name: "f.payload->>'name'",
      email: "f.payload->>'email'",
      state: "(f.payload->>'state')::account_state",
      parent_id: "f.payload->>'parentId'",
      ou_path: "f.payload->>'ouPath'",
      joined_at: "(f.payload->>'joinedAt')::timestamptz",
    },
  },
];

function statements({ table, kind, columns }: Projection) {
  const names = Object.keys(columns);
  const source = `
    select f.payload->>'id' as id, ${names.map((name) => `${columns[name]} as ${name}`).join(", ")}
    from fact f where f.kind = '${kind}' and f.account_id = $1 and f.valid_to = 'infinity'`;
  const list = (alias: string) => names.map((name) => `${alias}.${name}`).join(", ");
  const gone = `
    p.valid_to = 'infinity' and not exists (
      select from n where n.id = p.id and (${list("n")}) is not distinct from (${list("p")}))`;
  return [
    `with n as (${source}) delete from ${table} p where ${gone} and p.valid_from = $2`,
    `with n as (${source}) update ${table} p set valid_to = $2 where ${gone}`,
    `with n as (${source})
     insert into ${table} (id, ${names.join(", ")}, valid_from, valid_to)
     select n.id, ${list("n")}, $2, 'infinity' from n
     where not exists (select from ${table} p where p.id = n.id and p.valid_to = 'infinity')`,
  ];
}

/**
 * Brings organization, organizational units and accounts to what the organization facts of the management
 * account say now, each with its own intervals: an account that moved, was renamed or left keeps its past.
 */
export async function projectOrganization(
  pool: pg.Pool,
  step: { readonly managementAccountId: string; readonly asOf: Date },
): Promise<void> {
  await transaction(pool, async (client) => {
    for (const projection of projections)
      for (const statement of statements(projection))
        await client.query(statement, [step.managementAccountId, step.asOf]);
  });
}

const departed = `
  select a.id from account a
  where not exists (select from account b where b.id = a.id and b.valid_to = 'infinity' and b.state = 'ACTIVE')`;

/**
 * Ends what is in force of accounts that left, closed or are suspended: it leaves the present and stays in the
 * past. The management account's organization facts stay: they are the Organization's, not the account's.
 */
export async function departAccounts(pool: pg.Pool, asOf: Date): Promise<void> {
  await ensureMonth(pool, asOf);
  await transaction(pool, async (client) => {
    const gone = `account_id in (${departed}) and valid_to = 'infinity' and valid_from < $1`;
    await client.query(`update fact set valid_to = $1 where ${gone} and kind not like 'organizations.%'`, [
      asOf,
    ]);
    await client.query(`update finding set valid_to = $1, ended = 'departed' where ${gone}`, [asOf]);
    await client.query(`update detector_pass set valid_to = $1 where ${gone}`, [asOf]);
    await client.query(`update disagreement set valid_to = $1 where ${gone}`, [asOf]);
    await client.query(`update measurement set valid_to = $1 where ${gone}`, [asOf]);
    await client.query(
      `update coverage set valid_to = $1 where ${gone} and kind not like 'organizations.%'`,
      [asOf],
    );
    await client.query(
      `update tally set valid_to = $1 where scope_id in (${departed}) and valid_to = 'infinity' and valid_from < $1`,
      [asOf],
    );
  });
}

export interface ActiveAccount {
  readonly id: string;
  readonly name: string;
  readonly ouPath: string;
}

/** The ACTIVE accounts, now or at an instant, by id. */
export async function listActiveAccounts(pool: pg.Pool, asOf?: Date): Promise<readonly ActiveAccount[]> {
  const result = await pool.query<ActiveAccount>(
    `select id, name, ou_path as "ouPath" from account
     where state = 'ACTIVE'
       and case when $1::timestamptz is null then valid_to = 'infinity' else valid_from <= $1 and valid_to > $1 end
     order by id`,
    [asOf ?? null],
  );
  return result.rows;
}

export interface KnownOrganization {
  readonly id: string;
  readonly managementAccountId: string;
}

/** The Organization as last seen; undefined when no run has read one yet. */
export async function findOrganization(pool: pg.Pool): Promise<KnownOrganization | undefined> {
  const result = await pool.query<KnownOrganization>(
    `select id, management_account_id as "managementAccountId" from organization
     where valid_to = 'infinity' order by valid_from desc limit 1`,
  );
  return result.rows[0];
}

/** The Organization as last seen. @throws when no run has read one yet. */
export async function getOrganization(pool: pg.Pool): Promise<KnownOrganization> {
  const organization = await findOrganization(pool);
  if (organization === undefined) throw new Error("No run has read the Organization yet.");
  return organization;
}
