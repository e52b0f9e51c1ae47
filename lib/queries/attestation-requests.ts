import { z } from "zod";
import { attestationInput } from "#lib/api/attestation-input.ts";
import { BadInput, parseInput } from "#lib/api/bad-input.ts";
import { dayOf } from "#lib/api/input-fields.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { recordAttestation, withdrawAttestation } from "#lib/store/exceptions.ts";
import { queueJudgement } from "#lib/store/judgements.ts";
import { attestedControls } from "./attestations.ts";
import { rows, withDatabase } from "./database.ts";
import { maySee, visibleAccounts } from "./visible.ts";

/** Those who see some accounts speak for these alone. */
function maySpeakFor(viewer: Viewer, accountId: string | null): boolean {
  return accountId === null ? viewer.accounts === "all" : maySee(viewer, accountId);
}

/**
 * Records somebody's word, from now until 00:00 UTC of the day it expires, and has it applied.
 *
 * @throws BadInput naming the field that is wrong.
 */
export async function attest(
  viewer: Viewer,
  given: unknown,
  now = new Date(),
): Promise<{ readonly id: string }> {
  const { validUntil, ...input } = parseInput(attestationInput(dayOf(now)), given);
  const { controlId, accountId } = input;
  if (!attestedControls.some(({ id }) => id === controlId))
    throw new BadInput("controlId", "This control is not decided by an attestation.");
  const found = await rows("select from account where id = $1 and valid_to = 'infinity' limit 1", [
    accountId,
  ]);
  if (!maySpeakFor(viewer, accountId) || (accountId !== null && found.length === 0))
    throw new BadInput("accountId", "There is no such account.");
  return withDatabase(async (pool) => {
    const { id } = await recordAttestation(
      pool,
      { ...input, validUntil: new Date(validUntil).toISOString() },
      { by: viewer.name, at: now },
    );
    await queueJudgement(pool);
    return { id };
  });
}

/** Takes an attestation back now; null where there is none in force that the viewer may speak for. */
export async function withdrawNow(viewer: Viewer, id: string): Promise<{ readonly withdrawn: true } | null> {
  if (!z.guid().safeParse(id).success) return null;
  const mine =
    viewer.accounts === "all"
      ? await rows("select from attestation where id = $1", [id])
      : await rows("select from attestation where id = $1 and account_id = any($2)", [
          id,
          visibleAccounts(viewer),
        ]);
  if (mine.length === 0) return null;
  return withDatabase(async (pool) => {
    const withdrawn = await withdrawAttestation(pool, id, { by: viewer.name, at: new Date() });
    if (!withdrawn) return null;
    await queueJudgement(pool);
    return { withdrawn: true };
  });
}
