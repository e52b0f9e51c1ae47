import { z } from "zod";
import type { ThreatTimesDto } from "#lib/api/dto/metrics.ts";
import { rows } from "./database.ts";
import { type MeasuredScope, measured, valuesOf } from "./measurement-rows.ts";
import { happened, known, type Moment } from "./moment.ts";

const span = z.object({ n: z.number(), p50: z.number().nullable() });
const row = z.object({ pipeline: span, resolution: span });

const spanOf = (seconds: string) =>
  `jsonb_build_object('n', count(${seconds}), 'p50', percentile_disc(0.5) within group (order by ${seconds}))`;

/** What comes after the detection of the threats that count in a scope: the middle spans, in seconds. */
export async function getThreatTimes(scope: MeasuredScope, moment: Moment): Promise<ThreatTimesDto> {
  const [first] = await rows(
    `with latest as (
       select distinct on (f.uid) f.opened_at, f.detected_at,
         case when f.ended = 'resolved' then ${happened("f.valid_to", moment)} end as resolved_at
       from measurement m join finding f on f.uid = m.subject_id::uuid
       where ${measured(moment)} and m.standing = 'counted' and ${known("f.valid_from", moment)}
       order by f.uid, f.valid_to desc
     ), span as (
       select extract(epoch from opened_at - detected_at)::float8 as pipeline,
         extract(epoch from resolved_at - detected_at)::float8 as resolution
       from latest
     )
     select ${spanOf("pipeline")} as pipeline, ${spanOf("resolution")} as resolution from span`,
    valuesOf(scope, moment),
  );
  return row.parse(first);
}
