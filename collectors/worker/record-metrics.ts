import type { Pool } from "#lib/store/pool.ts";

export async function recordMetrics(
  _pool: Pool,
  _step: { readonly organizationId: string; readonly asOf: Date },
): Promise<void> {}
