import type pg from "pg";

const ensured = new WeakMap<pg.Pool, Set<string>>();

/**
 * Makes the partitions that rows closed at `closing` fall into. Outside any transaction, because a new
 * partition locks its table, and once a month and process.
 */
export async function ensureMonth(pool: pg.Pool, closing: Date): Promise<void> {
  const known = ensured.get(pool) ?? new Set<string>();
  ensured.set(pool, known);
  const month = closing.toISOString().slice(0, 7);
  if (known.has(month)) return;
  await pool.query("select ensure_month($1)", [closing]);
  known.add(month);
}
