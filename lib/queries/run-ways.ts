import { z } from "zod";
import type { RunWaysDto } from "#lib/api/dto/runs.ts";
import type { ExternalFindingKind } from "#lib/inventory/kinds.ts";
import { rows } from "./database.ts";
import { known, type Moment } from "./moment.ts";

interface Detector {
  readonly kind: ExternalFindingKind;
  readonly name: string;
  /** The kind of fact that names its administrator's members; null where it speaks for every account. */
  readonly members: string | null;
}

const detectors: readonly Detector[] = [
  { kind: "securityhub.finding", name: "Security Hub", members: "securityhub.membership" },
  { kind: "guardduty.finding", name: "GuardDuty", members: "guardduty.membership" },
  { kind: "access-analyzer.finding", name: "Access Analyzer, external access", members: null },
  { kind: "access-analyzer.unused-finding", name: "Access Analyzer, unused access", members: null },
  { kind: "inspector.finding", name: "Inspector", members: "inspector.membership" },
];

const account = z.object({ id: z.string(), name: z.string() });
const answer = z.object({
  detectors: z.array(
    z.object({
      kind: z.string(),
      administrators: z.array(z.object({ account, regions: z.number(), accounts: z.number() })),
      askedThemselves: z.number(),
    }),
  ),
  config: z.object({
    spared: z.number(),
    accounts: z.number(),
    regions: z.number(),
    aggregators: z.array(z.object({ name: z.string(), region: z.string(), account })),
  }),
});

const ofRun = (alias: string) => `${alias}.valid_from <= $1 and ${alias}.valid_to > $1`;
const visible = (column: string) => `($2::text[] is null or ${column} = any($2))`;
const named = (id: string, moment: Moment) => `jsonb_build_object('id', ${id}, 'name', coalesce((
  select a.name from account a where a.id = ${id} and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1), ${id}))`;

/** `$1` the run's instant, `$2` the accounts a viewer may see or null, `$3` and `$4` detectors' kinds and members'. */
const ways = (moment: Moment) => `
  with manager as (
    select o.management_account_id as id from organization o where ${ofRun("o")} limit 1
  ), seen as materialized (
    select c.account_id, c.region, c.kind, c.via from coverage c
    where c.via in ('account', 'administrator') and c.kind = any($3) and ${ofRun("c")}
      and c.confirmed_at >= $1 and ${visible("c.account_id")}
  ), member as (
    select f.kind, f.payload->>'administratorId' as administrator, f.payload->>'region' as region, m.id
    from fact f cross join lateral jsonb_array_elements_text(f.payload->'accountIds') as m(id)
    where f.account_id = (select id from manager) and f.kind = any($4) and ${ofRun("f")} and ${visible("m.id")}
  ), spoken as (
    select kind, administrator, count(distinct region)::int as regions, count(distinct id)::int as accounts
    from member group by kind, administrator
  ), everyone as (
    select count(*)::int as accounts from account a
    where ${ofRun("a")} and a.state = 'ACTIVE' and ${visible("a.id")}
  ), administrator as (
    select s.kind, s.account_id, count(distinct s.region)::int as regions
    from seen s where s.via = 'administrator' group by s.kind, s.account_id
  ), detector as (
    select d.kind, d.place,
      coalesce((
        select jsonb_agg(jsonb_build_object('account', ${named("x.account_id", moment)},
          'regions', case when d.members is null then x.regions else coalesce(s.regions, 0) end,
          'accounts', case when d.members is null then (select accounts from everyone)
            else coalesce(s.accounts, 0) end) order by x.account_id)
        from administrator x
        left join spoken s on s.kind = d.members and s.administrator = x.account_id
        where x.kind = d.kind
      ), '[]') as administrators,
      (select count(distinct s.account_id)::int from seen s where s.kind = d.kind and s.via = 'account') as asked
    from unnest($3::text[], $4::text[]) with ordinality as d(kind, members, place)
  ), spared as (
    select count(*)::int as spared, count(distinct c.account_id)::int as accounts,
      count(distinct c.region)::int as regions
    from coverage c
    where c.via = 'config' and ${ofRun("c")} and c.confirmed_at >= $1 and ${visible("c.account_id")}
  ), aggregator as (
    select f.payload->>'name' as name, f.payload->>'region' as region,
      split_part(f.resource_id, ':', 5) as account_id
    from fact f
    where f.account_id = (select id from manager) and f.kind = 'config.aggregator' and ${ofRun("f")}
      and (f.payload->>'organization')::boolean and ${visible("split_part(f.resource_id, ':', 5)")}
    order by (f.payload->>'allRegions')::boolean desc, f.resource_id limit 1
  )
  select
    (select jsonb_agg(jsonb_build_object('kind', kind, 'administrators', administrators,
      'askedThemselves', asked) order by place) from detector) as detectors,
    (select jsonb_build_object('spared', s.spared, 'accounts', s.accounts, 'regions', s.regions,
      'aggregators', coalesce((
        select jsonb_agg(jsonb_build_object('name', g.name, 'region', g.region, 'account', ${named("g.account_id", moment)}))
        from aggregator g where s.spared > 0
      ), '[]')) from spared s) as config`;

/** Whom a run asked: administrators or the accounts themselves, and what AWS Config spared it. One statement. */
export async function getRunWays(
  moment: Moment,
  asOf: string,
  visibleIds: readonly string[] | null,
): Promise<RunWaysDto> {
  const [found] = await rows(ways(moment), [
    asOf,
    visibleIds,
    detectors.map(({ kind }) => kind),
    detectors.map(({ members }) => members),
  ]);
  const { detectors: counted, config } = answer.parse(found);
  return {
    detectors: counted.map(({ kind, ...counts }) => ({
      ...counts,
      name: detectors.find((each) => each.kind === kind)?.name ?? kind,
    })),
    config,
  };
}
