import { z } from "zod";
import type { AccountRowDto } from "#lib/api/dto/accounts.ts";
import { staleAfterMs } from "#lib/inventory/coverage.ts";
import { severities } from "#lib/inventory/findings.ts";
import { rows } from "./database.ts";
import { bySeverity, metric, metricJson } from "./decode.ts";
import { inForce, known, knownDay, type Moment } from "./moment.ts";

const row = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.string(),
  joinedAt: z.date().nullable(),
  ouPath: z.array(z.object({ id: z.string(), name: z.string() })),
  score: metric.nullable(),
  openFindings: bySeverity,
  failedControls: z.number(),
  unknownControls: z.number(),
  collectedAt: z.date().nullable(),
});

export type AccountRow = AccountRowDto & { readonly email: string; readonly joinedAt: string | null };

const findingMetrics = severities.map((severity) => `'findings.${severity}'`).join(", ");

interface Selection {
  /** A condition on `a` (account) or `score` (its latest score point); `$1` and on are `values`. */
  readonly where: string;
  readonly order: string;
  readonly limit?: number;
  readonly values: readonly unknown[];
}

/** Accounts in force with their score, open findings and failing controls: one statement. */
export async function selectAccounts(moment: Moment, selection: Selection): Promise<AccountRow[]> {
  const found = await rows(
    `with latest as (
       select max(day) as day from metric_point where metric = 'score' and scope_kind = 'organization'
         and ${knownDay("day", moment)}
     ), chosen as materialized (
       select a.*, score.value as score_value, ${metricJson("score")} as score_json
       from account a
       left join metric_point score on score.scope_id = a.id and score.metric = 'score'
         and score.scope_kind = 'account' and score.day = (select day from latest)
       where ${inForce("a", moment)} and ${selection.where}
       order by ${selection.order} ${selection.limit === undefined ? "" : `limit ${selection.limit}`}
     ), unit as (
       select u.path, jsonb_agg(jsonb_build_object('id', above.id, 'name', above.name) order by above.path) as path_json
       from (select distinct ou_path from chosen) c
       join organizational_unit u on u.path = c.ou_path and ${inForce("u", moment)}
       join organizational_unit above on above.id = any(string_to_array(u.path, '/'))
         and ${inForce("above", moment)}
       group by u.path
     ), counts as (
       select p.scope_id, jsonb_object_agg(substring(p.metric from 10), p.n) as by_severity
       from metric_point p
       where p.scope_kind = 'account' and p.day = (select day from latest)
         and p.metric in (${findingMetrics}) and p.scope_id in (select id from chosen)
       group by p.scope_id
     ), standing as (
       select t.scope_id, count(*) filter (where t.failed > 0) as failed,
         count(*) filter (where t.unknown > 0) as unknown
       from tally t where ${inForce("t", moment)} and t.scope_id in (select id from chosen) group by t.scope_id
     )
     select a.id, a.name, a.email, a.state, a.joined_at as "joinedAt", a.score_json as score,
       coalesce(unit.path_json, '[]') as "ouPath", counts.by_severity as "openFindings",
       coalesce(standing.failed, 0)::int as "failedControls",
       coalesce(standing.unknown, 0)::int as "unknownControls", seen.as_of as "collectedAt"
     from chosen a
     left join unit on unit.path = a.ou_path
     left join counts on counts.scope_id = a.id
     left join standing on standing.scope_id = a.id
     left join lateral (
       select r.as_of from run_task k join run r on r.id = k.run_id
       where k.target = a.id and k.state in ('complete', 'partial') and r.purpose = 'collect' and ${known("r.as_of", moment)}
       order by k.run_id desc limit 1
     ) seen on true
     order by ${selection.order.replaceAll("score.value", "a.score_value")}`,
    selection.values,
  );
  return found.map((each) => {
    const { collectedAt, joinedAt, ...rest } = row.parse(each);
    return {
      ...rest,
      joinedAt: joinedAt?.toISOString() ?? null,
      collectedAt: collectedAt?.toISOString() ?? null,
      stale: collectedAt !== null && moment.at.getTime() - collectedAt.getTime() > staleAfterMs,
    };
  });
}
