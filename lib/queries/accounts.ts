import { z } from "zod";
import type { AccountsDto, OrganizationalUnitDto } from "#lib/api/dto/accounts.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { selectAccounts } from "./account-rows.ts";
import { rows } from "./database.ts";
import { metric, metricJson } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { inForce, knownDay, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const unit = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  accounts: z.number(),
  score: metric.nullable(),
});

/** The organizational units in tree order, and every account the viewer may see, the worst score first. */
export async function listAccounts(viewer: Viewer, moment: Moment): Promise<AccountsDto> {
  const accounts = visibleAccounts(viewer);
  const [freshness, units, list] = await Promise.all([
    getFreshness(viewer, moment),
    listUnits(moment, accounts),
    selectAccounts(moment, {
      where: "($1::text[] is null or a.id = any($1))",
      order: "score.value nulls last, a.id",
      values: [accounts],
    }),
  ]);
  return { freshness, units, accounts: list };
}

/** A viewer of some accounts sees the units above those, without the scores of what they may not see. */
async function listUnits(
  moment: Moment,
  accounts: readonly string[] | null,
): Promise<OrganizationalUnitDto[]> {
  const found = await rows(
    `select u.id, u.name, u.parent_id as "parentId", count(a.id)::int as accounts,
       case when $1::text[] is null then ${metricJson("p")} end as score
     from organizational_unit u
     left join account a on ${inForce("a", moment)} and a.state = 'ACTIVE'
       and (a.ou_path = u.path or a.ou_path like u.path || '/%') and ($1::text[] is null or a.id = any($1))
     left join lateral (
       select * from metric_point p where p.scope_id = u.id and p.metric = 'score' and ${knownDay("p.day", moment)}
       order by p.day desc limit 1
     ) p on true
     where ${inForce("u", moment)}
     group by u.id, u.name, u.parent_id, u.path, p.scope_id, p.value, p.numerator, p.denominator, p.n, p.unknown,
       p.excluded, p.coverage
     having $1::text[] is null or count(a.id) > 0
     order by u.path`,
    [accounts],
  );
  return found.map((each) => unit.parse(each));
}
