import type { Pool } from "#lib/store/pool.ts";

/** What a run leaves behind. Of its tasks only what they found counts, not when nor in how many attempts. */
const queries: Readonly<Record<string, string>> = {
  fact: "select to_jsonb(t) as row from fact t",
  coverage: "select to_jsonb(t) as row from coverage t",
  finding: "select to_jsonb(t) as row from finding t",
  tally: "select to_jsonb(t) as row from tally t",
  measurement: "select to_jsonb(t) as row from measurement t",
  metric_point: "select to_jsonb(t) as row from metric_point t",
  organization: "select to_jsonb(t) as row from organization t",
  organizational_unit: "select to_jsonb(t) as row from organizational_unit t",
  account: "select to_jsonb(t) as row from account t",
  run: "select jsonb_build_array(id, state, as_of, regions, error) as row from run",
  run_task:
    "select jsonb_build_array(run_id, target, state, reads_complete, reads_incomplete, error) as row from run_task",
};

/** Every row that a run wrote, as text, each after its table's name. */
export async function contentsOf(pool: Pool): Promise<string[]> {
  const lines: string[] = [];
  for (const [table, query] of Object.entries(queries)) {
    const { rows } = await pool.query<{ row: unknown }>(query);
    for (const { row } of rows) lines.push(`${table} ${JSON.stringify(row)}`);
  }
  return lines.sort();
}

/** Rows that only one of two contents has, `-` the first's and `+` the second's, at most ten. */
export function differences(first: readonly string[], second: readonly string[]): string[] {
  const [left, right] = [new Set(first), new Set(second)];
  return [
    ...first.filter((line) => !right.has(line)).map((line) => `- ${line}`),
    ...second.filter((line) => !left.has(line)).map((line) => `+ ${line}`),
  ].slice(0, 10);
}

/** Where every row lies and which transaction wrote it: a row that is written again shows, even as it was. */
export async function rowVersions(pool: Pool, tables: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const table of tables) {
    const { rows } = await pool.query<{ version: string }>(
      `select concat_ws(' ', tableoid::regclass, ctid, xmin) as version from ${table}`,
    );
    lines.push(...rows.map((row) => row.version));
  }
  return lines.sort();
}
