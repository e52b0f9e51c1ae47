import { z } from "zod";
import type { ScopeRefDto } from "#lib/api/dto/metrics.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { rows } from "./database.ts";
import { inForce, type Moment } from "./moment.ts";
import { visibleAccounts } from "./visible.ts";

const scopeRef = z.object({
  kind: z.enum(["organization", "organizational-unit", "account"]),
  id: z.string(),
  name: z.string(),
});

const row = z.object({
  accounts: z.array(z.string()).nullable(),
  above: z.array(scopeRef).nullable(),
  organization: z.string().nullable(),
});

/** A scope that a reader chose, as it was at the moment. */
export interface MetricScope {
  readonly scope: ScopeRefDto;
  readonly above: readonly ScopeRefDto[];
  /** Its ACTIVE accounts that the viewer may see. */
  readonly accounts: readonly string[];
  /** Whether the viewer sees all of them, so that the scope's own points may be shown. */
  readonly isWhole: boolean;
}

/**
 * The Organization (null), a unit or an account; null where there is none, or where the viewer may see nothing of it.
 */
export async function findMetricScope(
  viewer: Viewer,
  moment: Moment,
  chosen: { readonly unit: string | null; readonly account: string | null },
): Promise<MetricScope | null> {
  const visible = visibleAccounts(viewer);
  const id = chosen.account ?? chosen.unit;
  const [first] = await rows(
    `with o as (
       select o.id from organization o where ${inForce("o", moment)} order by o.valid_from desc limit 1
     ), member as (
       select a.id, a.name, a.ou_path from account a
       where ${inForce("a", moment)} and a.state = 'ACTIVE'
         and ($1::text is null or a.id = $1 or $1 = any(string_to_array(a.ou_path, '/')))
     ), path as (
       select string_to_array(coalesce(
         (select u.path from organizational_unit u where u.id = $1 and ${inForce("u", moment)}),
         (select ou_path || '/' || id from member where id = $1)), '/') as ids
     )
     select
       (select array_agg(id order by id) from member where $2::text[] is null or id = any($2)) as accounts,
       (select jsonb_agg(jsonb_build_object('kind', s.kind, 'id', s.id, 'name', s.name) order by s.place)
        from (
          select 'organizational-unit' as kind, u.id, u.name, array_position(path.ids, u.id) as place
          from path join organizational_unit u on u.id = any(path.ids) and ${inForce("u", moment)}
          union all
          select 'account', m.id, m.name, 1000 from path join member m on m.id = any(path.ids)
        ) s) as above,
       (select id from o) as organization`,
    [id, visible],
  );
  const { accounts, above, organization } = row.parse(first);
  if (organization === null || (id !== null && above === null)) return null;
  const whole: ScopeRefDto = { kind: "organization", id: organization, name: "Organization" };
  const path = [whole, ...(above ?? [])];
  const scope = path.at(-1) ?? whole;
  const members = accounts ?? [];
  if (id !== null && (scope.id !== id || (visible !== null && members.length === 0))) return null;
  return { scope, above: path.slice(0, -1), accounts: members, isWhole: visible === null };
}
