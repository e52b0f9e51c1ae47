import type pg from "pg";
import type { FindingSource } from "#lib/inventory/findings.ts";
import { prismaOn } from "./prisma.ts";

/** How far one detector was read in one place: the account that was asked and its Region. */
export interface FindingCursor {
  /** The latest change that is stored. */
  readonly position: Date | null;
  /** The instant of the run that last compared all of its findings with the stored ones. */
  readonly reconciledAt: Date | null;
}

export interface CursorMove extends FindingCursor {
  readonly source: FindingSource;
  readonly scope: string;
}

const names = { "security-hub": "security_hub", "access-analyzer": "access_analyzer" } as const;

export async function getCursor(
  pool: pg.Pool,
  source: FindingSource,
  scope: string,
): Promise<FindingCursor | undefined> {
  const name = source === "security-hub" || source === "access-analyzer" ? names[source] : source;
  const row = await prismaOn(pool).findingCursor.findUnique({
    where: { source_scope: { source: name, scope } },
    select: { position: true, reconciledAt: true },
  });
  return row ?? undefined;
}

const move = `
  insert into finding_cursor as c (source, scope, position, reconciled_at) values ($1, $2, $3, $4)
  on conflict (source, scope) do update
    set position = greatest(c.position, excluded.position),
      reconciled_at = greatest(c.reconciled_at, excluded.reconciled_at)
    where (c.position, c.reconciled_at) is distinct from
      (greatest(c.position, excluded.position), greatest(c.reconciled_at, excluded.reconciled_at))`;

/** Moves a cursor forward, never back, inside the transaction that stores what it stands for. */
export async function moveCursor(client: pg.PoolClient, { source, scope, ...to }: CursorMove): Promise<void> {
  await client.query(move, [source, scope, to.position, to.reconciledAt]);
}
