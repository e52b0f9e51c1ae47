import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";
import type { Pool } from "./pool.ts";

const clients = new WeakMap<Pool, PrismaClient>();

/**
 * Prisma's typed client on the process's one pool: for tables without intervals, row by row. Bulk merges, and
 * `valid_to`, whose `infinity` no typed client can say, are SQL beside it.
 */
export function prismaOn(pool: Pool): PrismaClient {
  const known = clients.get(pool);
  if (known !== undefined) return known;
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  clients.set(pool, client);
  return client;
}
