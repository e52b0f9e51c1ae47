import { z } from "zod";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { tally, tallyColumns } from "./decode.ts";
import { inForce, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const row = tally.extend({
  controlId: z.string(),
  failingAccounts: z.number(),
  unknownAccounts: z.number(),
});
export type ScopeTally = z.infer<typeof row>;

/** How every control stands in some scopes together. */
export async function getTalliesOf(
  scopeIds: readonly string[],
  moment: Moment,
): Promise<readonly ScopeTally[]> {
  const found = await rows(
    `select t.control_id as "controlId", sum(t.passed)::int as passed, sum(t.failed)::int as failed,
       sum(t.unknown)::int as unknown, sum(t.not_applicable)::int as "notApplicable",
       sum(t.excepted)::int as excepted, sum(t.failing_accounts)::int as "failingAccounts",
       sum(t.unknown_accounts)::int as "unknownAccounts"
     from tally t where ${inForce("t", moment)} and t.scope_id = any($1) group by t.control_id`,
    [scopeIds],
  );
  return found.map((each) => row.parse(each));
}

/**
 * How every control stands in all that the viewer may see: the kept sums where that is the whole Organization,
 * else the sums of the viewer's accounts.
 */
export async function getScopeTallies(viewer: Viewer, moment: Moment): Promise<readonly ScopeTally[]> {
  const accounts = visibleAccounts(viewer);
  if (accounts !== null) return getTalliesOf(accounts, moment);
  const found = await rows(
    `select t.control_id as "controlId", ${tallyColumns("t")}, t.failing_accounts as "failingAccounts",
       t.unknown_accounts as "unknownAccounts"
     from tally t
     where ${inForce("t", moment)} and t.scope_id = (
       select o.id from organization o where ${inForce("o", moment)} order by o.valid_from desc limit 1)`,
    [],
  );
  return found.map((each) => row.parse(each));
}
