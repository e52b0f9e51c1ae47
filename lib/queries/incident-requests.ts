import { z } from "zod";
import { BadInput, parseInput } from "#lib/api/bad-input.ts";
import { incidentInput } from "#lib/api/incident-input.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { recordIncident, withdrawIncident } from "#lib/store/incidents.ts";
import { rows, withDatabase } from "./database.ts";
import { maySee, visibleAccounts } from "./visible.ts";

/**
 * Records a breach that no detector told of.
 *
 * @throws BadInput naming the field that is wrong.
 */
export async function recordIncidentNow(
  viewer: Viewer,
  given: unknown,
  now = new Date(),
): Promise<{ readonly id: string }> {
  const input = parseInput(incidentInput(now), given);
  const { accountId } = input;
  const mayName = accountId === null ? viewer.accounts === "all" : maySee(viewer, accountId);
  // An account that has left may have been breached before.
  const found =
    accountId === null ? [{}] : await rows("select from account where id = $1 limit 1", [accountId]);
  if (!mayName || found.length === 0) throw new BadInput("accountId", "There is no such account.");
  return withDatabase((pool) => recordIncident(pool, input, { by: viewer.name, at: now }));
}

/** Takes an incident back now; null where there is none that the viewer may see, or it was taken back before. */
export async function withdrawIncidentNow(
  viewer: Viewer,
  id: string,
): Promise<{ readonly withdrawn: true } | null> {
  if (!z.guid().safeParse(id).success) return null;
  const mine = await rows(
    "select from incident where id = $1 and ($2::text[] is null or account_id = any($2))",
    [id, visibleAccounts(viewer)],
  );
  if (mine.length === 0) return null;
  return withDatabase(async (pool) => {
    const withdrawn = await withdrawIncident(pool, id, { by: viewer.name, at: new Date() });
    return withdrawn ? { withdrawn: true } : null;
  });
}
