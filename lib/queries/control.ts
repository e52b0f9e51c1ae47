import { z } from "zod";
import type { ControlDto } from "#lib/api/dto/controls.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controlById } from "#lib/controls/registry.ts";
import { controlRow, mappingsOf, noTally } from "./control-rows.ts";
import { rows } from "./database.ts";
import { causes, tally, tallyColumns } from "./decode.ts";
import { countDisagreements, listDisagreements } from "./disagreements.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, type Moment } from "./moment.ts";
import { getScopeTallies } from "./scope-tallies.ts";
import { visibleAccounts } from "./visible.ts";

const row = tally.extend({ id: z.string(), name: z.string(), causes });

/** One control and how every account stands in it, failing and unknown ones first; null if there is none. */
export async function getControl(viewer: Viewer, moment: Moment, id: string): Promise<ControlDto | null> {
  const control = controlById(id);
  if (control === undefined) return null;
  const [freshness, tallies, disagreements, disagreementCounts, found] = await Promise.all([
    getFreshness(viewer, moment),
    getScopeTallies(viewer, moment),
    listDisagreements(viewer, moment, id),
    countDisagreements(viewer, moment),
    rows(
      `select a.id, a.name, ${tallyColumns("t")}, t.causes
       from tally t join account a on a.id = t.scope_id and ${inForce("a", moment)}
       where t.control_id = $1 and ${inForce("t", moment)} and ($2::text[] is null or a.id = any($2))
       order by t.failed desc, t.unknown desc, a.name`,
      [id, visibleAccounts(viewer)],
    ),
  ]);
  const sums = tallies.find((each) => each.controlId === id);
  const { failingAccounts = 0, unknownAccounts = 0 } = sums ?? {};
  const { version, rationale, remediation, runbook, subject, reads } = control;
  return {
    freshness,
    control: {
      ...controlRow(control, {
        tally: sums === undefined ? noTally : tally.parse(sums),
        failingAccounts,
        unknownAccounts,
      }),
      version,
      rationale,
      remediation: { ...remediation, policy: remediation.policy ?? null },
      runbook: runbook ?? null,
      subject,
      reads,
      mappings: mappingsOf(control),
    },
    disagreements,
    disagreementCount: disagreementCounts.get(id) ?? 0,
    accounts: found.map((each) => {
      const { id: accountId, name, causes, ...counts } = row.parse(each);
      return { account: { id: accountId, name }, tally: counts, causes };
    }),
  };
}
