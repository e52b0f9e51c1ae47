import { BadInput, parseInput } from "#lib/api/bad-input.ts";
import { type ExceptionInput, exceptionInput } from "#lib/api/exception-input.ts";
import { dayOf } from "#lib/api/input-fields.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controlById } from "#lib/controls/registry.ts";
import type { ExceptionScope } from "#lib/inventory/exceptions.ts";
import { grantException, revokeException } from "#lib/store/exceptions.ts";
import { queueJudgement } from "#lib/store/judgements.ts";
import { rows, withDatabase } from "./database.ts";
import { getException } from "./exception.ts";
import { sameName } from "./exception-rows.ts";
import { present } from "./moment.ts";
import { maySee, visibleAccounts } from "./visible.ts";

type Target = Pick<ExceptionInput, "scope" | "target" | "controlId">;

const tables = {
  organization: "organization",
  "organizational-unit": "organizational_unit",
  account: "account",
} as const;

/** Whether there is what an exception is to cover. A tag may come with the next resource. */
async function targetExists(viewer: Viewer, { scope, target, controlId }: Target): Promise<boolean> {
  if (scope === "tag") return true;
  const found =
    scope === "resource"
      ? await rows(
          `select from finding f where f.control_id = $1 and f.resource_id = $2 and ${sameName("f.resource_id", "$2")}
             and ($3::text[] is null or f.account_id = any($3)) limit 1`,
          [controlId, target, visibleAccounts(viewer)],
        )
      : await rows(`select from ${tables[scope]} where id = $1 and valid_to = 'infinity' limit 1`, [target]);
  return found.length > 0;
}

const missing: Readonly<Record<ExceptionScope, string>> = {
  organization: "This is not the Organization that Postern collects.",
  "organizational-unit": "There is no such organizational unit.",
  account: "There is no such account.",
  resource: "This control has never found anything on such a resource.",
  tag: "There is no such tag.",
};

/** Those who see some accounts decide for these alone, not for what lies above or across them. */
function mayDecide(viewer: Viewer, { scope, target }: Pick<ExceptionInput, "scope" | "target">): boolean {
  if (viewer.accounts === "all" || scope === "resource") return true;
  return scope === "account" && maySee(viewer, target);
}

/**
 * Records an exception and has it applied. Days become instants: one that begins today begins now, all others
 * begin and end at 00:00 UTC.
 *
 * @throws BadInput naming the field that is wrong.
 */
export async function requestException(
  viewer: Viewer,
  given: unknown,
  now = new Date(),
): Promise<{ readonly id: string }> {
  const { startsOn, endsOn, ...input } = parseInput(exceptionInput(dayOf(now)), given);
  const { controlId, scope } = input;
  if (controlById(controlId) === undefined) throw new BadInput("controlId", "There is no such control.");
  if (!mayDecide(viewer, input) || !(await targetExists(viewer, input)))
    throw new BadInput("target", missing[scope]);
  const starts = startsOn === dayOf(now) ? now : new Date(startsOn);
  return withDatabase(async (pool) => {
    const { id } = await grantException(
      pool,
      { ...input, startsAt: starts.toISOString(), endsAt: new Date(endsOn).toISOString() },
      { by: viewer.name, at: now },
    );
    await queueJudgement(pool);
    return { id };
  });
}

/** Ends an exception now; null where there is none to end that the viewer may decide on. */
export async function revokeExceptionNow(
  viewer: Viewer,
  id: string,
): Promise<{ readonly revoked: true } | null> {
  const found = await getException(viewer, present(), id);
  if (found === null || !mayDecide(viewer, found.exception)) return null;
  return withDatabase(async (pool) => {
    const revoked = await revokeException(pool, id, { by: viewer.name, at: new Date() });
    if (!revoked) return null;
    await queueJudgement(pool);
    return { revoked: true };
  });
}
