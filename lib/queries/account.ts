import { z } from "zod";
import type { AccountDto } from "#lib/api/dto/accounts.ts";
import type { MetricDto } from "#lib/api/dto/common.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { controlById } from "#lib/controls/registry.ts";
import { severities } from "#lib/inventory/findings.ts";
import { selectAccounts } from "./account-rows.ts";
import { controlRow } from "./control-rows.ts";
import { rows } from "./database.ts";
import { causes, metric, metricJson, tally, tallyColumns } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { listAccountGaps } from "./gaps.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";
import { pillarDtos, scoredTallies } from "./overview.ts";
import { maySee } from "./visible.ts";

const tallyRow = tally.extend({ controlId: z.string(), causes });
const inventoryRow = z.object({ kind: z.string(), count: z.number() });
const regionRow = z.object({ region: z.string() });
const pointsRow = z.object({ points: z.record(z.string(), metric).nullable() });

/** One account; null where there is none, or none that the viewer may see. */
export async function getAccount(viewer: Viewer, moment: Moment, id: string): Promise<AccountDto | null> {
  if (!maySee(viewer, id)) return null;
  const [account] = await selectAccounts(moment, { where: "a.id = $1", order: "a.id", values: [id] });
  if (account === undefined) return null;
  const [freshness, tallies, points, regions, inventory, gaps] = await Promise.all([
    getFreshness(viewer, moment),
    listTallies(moment, id),
    latestPoints(moment, id),
    rows(
      `select f.payload->>'name' as region from fact f
       where f.account_id = $1 and f.kind = 'ec2.region' and ${inForce("f", moment)} order by 1`,
      [id],
    ),
    rows(
      `select f.kind, count(*)::int as count from fact f
       where f.account_id = $1 and ${inForce("f", moment)} group by f.kind order by f.kind`,
      [id],
    ),
    listAccountGaps(viewer, moment, id),
  ]);
  return {
    freshness,
    account,
    regions: regions.map((each) => regionRow.parse(each).region),
    coverage: points["coverage"] ?? null,
    pillars: pillarDtos(scoredTallies(tallies), points),
    controls: rankedControls(tallies),
    gaps,
    inventory: inventory.map((each) => inventoryRow.parse(each)),
  };
}

type AccountTally = z.infer<typeof tallyRow> & { failingAccounts: number; unknownAccounts: number };

async function listTallies(moment: Moment, id: string): Promise<AccountTally[]> {
  const found = await rows(
    `select t.control_id as "controlId", ${tallyColumns("t")}, t.causes from tally t
     where t.scope_id = $1 and ${inForce("t", moment)}`,
    [id],
  );
  return found.map((each) => {
    const row = tallyRow.parse(each);
    return { ...row, failingAccounts: row.failed > 0 ? 1 : 0, unknownAccounts: row.unknown > 0 ? 1 : 0 };
  });
}

async function latestPoints(moment: Moment, id: string): Promise<Record<string, MetricDto>> {
  const [first] = await rows(
    `select jsonb_object_agg(p.metric, ${metricJson("p")}) as points from metric_point p
     where p.scope_id = $1 and p.day = (
       select max(day) from metric_point where scope_id = $1 and metric = 'score' and ${knownDay("day", moment)})`,
    [id],
  );
  return pointsRow.parse(first).points ?? {};
}

const stateRank = { fail: 0, unknown: 1, "pass-excepted": 2, pass: 3, "no-data": 4 };

/** Failing ones first, the severest and widest at the top; then what is unknown. */
function rankedControls(tallies: readonly AccountTally[]): AccountDto["controls"] {
  return tallies
    .flatMap(({ controlId, causes, failingAccounts, unknownAccounts, ...counts }) => {
      const control = controlById(controlId);
      if (control === undefined) return [];
      return [{ ...controlRow(control, { tally: counts, failingAccounts, unknownAccounts }), causes }];
    })
    .sort(
      (a, b) =>
        stateRank[a.state] - stateRank[b.state] ||
        severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
        b.tally.failed - a.tally.failed,
    );
}
