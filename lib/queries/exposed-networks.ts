import { z } from "zod";
import type { ExposedNetworkDto } from "#lib/api/dto/metrics.ts";
import { rows } from "./database.ts";
import { type MeasuredScope, measured, valuesOf } from "./measurement-rows.ts";
import { inForce, type Moment } from "./moment.ts";

const mostNetworks = 20;

const row = z.object({
  vpcId: z.string(),
  account: z.object({ id: z.string(), name: z.string() }),
  exposed: z.number(),
  reachable: z.number(),
}) satisfies z.ZodType<ExposedNetworkDto>;

/** The VPCs of a scope that hold most of what any address may send to. */
export async function listExposedNetworks(
  scope: MeasuredScope,
  moment: Moment,
): Promise<ExposedNetworkDto[]> {
  const found = await rows(
    `with network as (
       select m.account_id, m.detail->>'vpcId' as vpc, count(*)::int as exposed,
         (count(*) filter (where m.class = 'reachable'))::int as reachable
       from measurement m
       where ${measured(moment)} and m.standing = 'counted' and m.numerator > 0 and m.detail->>'vpcId' is not null
       group by 1, 2 order by exposed desc, reachable desc, 1, 2 limit ${mostNetworks}
     )
     select n.vpc as "vpcId", n.exposed, n.reachable,
       jsonb_build_object('id', n.account_id, 'name', coalesce(a.name, n.account_id)) as account
     from network n left join account a on a.id = n.account_id and ${inForce("a", moment)}
     order by n.exposed desc, n.reachable desc, n.account_id, n.vpc`,
    valuesOf(scope, moment),
  );
  return found.map((each) => row.parse(each));
}
