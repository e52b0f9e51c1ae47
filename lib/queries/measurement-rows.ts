import { z } from "zod";
import type { BinDto, GroupDto, MeasurementDto } from "#lib/api/dto/metrics.ts";
import type { MetricFilter } from "#lib/api/metric-filter.ts";
import { detectionWindowDays } from "#lib/metrics/detection-time.ts";
import { type MeasuredMetric, measurementDetail, standings } from "#lib/metrics/measurement.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { inForce, type Moment } from "./moment.ts";

const pageSize = 50;

/** Whose measurements of a metric are looked at: those of some accounts, or of all (null). */
export interface MeasuredScope {
  readonly metric: MeasuredMetric;
  readonly accounts: readonly string[] | null;
}

/** Measurements of `$1` in accounts `$2` that hold at the moment and lie in the window, which is `$3`. */
export const measured = (moment: Moment) => `
  m.metric = $1::measured_metric and ($2::text[] is null or m.account_id = any($2)) and ${inForce("m", moment)}
  and (m.at is null or (m.at <= $3 and m.at > $3::timestamptz - interval '${detectionWindowDays} days'))`;

export const valuesOf = ({ metric, accounts }: MeasuredScope, moment: Moment) => [
  metric,
  accounts,
  moment.at,
];

/** Lower bounds of the bars: seconds, or shares; what has no value but 1 and 0 is not drawn so. */
const bounds: Readonly<Partial<Record<MeasuredMetric, readonly number[]>>> = {
  "detection-time": [0, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400],
  "permission-utilization": [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
};

const binRow = z.object({ bin: z.number(), count: z.number() });

/** How many things that count lie in each bar. */
export async function listBins(scope: MeasuredScope, moment: Moment): Promise<BinDto[]> {
  const edges = bounds[scope.metric];
  if (edges === undefined) return [];
  const found = await rows(
    `select width_bucket(m.value, $4::float8[]) as bin, count(*)::int as count from measurement m
     where ${measured(moment)} and m.standing = 'counted' and m.value is not null group by 1`,
    [...valuesOf(scope, moment), edges],
  );
  const counts = new Map(found.map((each) => binRow.parse(each)).map(({ bin, count }) => [bin, count]));
  return edges.map((from, index) => ({
    from,
    to: edges[index + 1] ?? null,
    count: counts.get(index + 1) ?? 0,
  }));
}

const groupRow = z.object({
  standing: z.enum(standings),
  reason: z.string().nullable(),
  class: z.string(),
  subjectType: z.string(),
  count: z.number(),
}) satisfies z.ZodType<GroupDto>;

/** How many things stand alike, the most frequent first. */
export async function listGroups(scope: MeasuredScope, moment: Moment): Promise<GroupDto[]> {
  const found = await rows(
    `select m.standing, m.reason, m.class, m.subject_type as "subjectType", count(*)::int as count
     from measurement m where ${measured(moment)} group by 1, 2, 3, 4 order by count desc, 1, 2, 3, 4`,
    valuesOf(scope, moment),
  );
  return found.map((each) => groupRow.parse(each));
}

const row = z.object({
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  standing: z.enum(standings),
  reason: z.string().nullable(),
  class: z.string(),
  value: z.number().nullable(),
  at: instant.nullable(),
  since: instant,
  detail: measurementDetail,
});

const cursorSchema = z.tuple([z.number(), z.number(), z.string(), z.string(), z.string()]);

/** What is exposed, by how far packets get; all of it has the same value. */
const reach = ["reachable", "reach-unknown", "attached"];

/** Worst first within what counts: large values before small ones, but where 1 is what is wanted. */
const rankSql = {
  "detection-time": "-coalesce(m.value, -1)",
  "permission-utilization": "-coalesce(m.value, -1)",
  "identity-coverage": "coalesce(m.value, 2)",
  "network-exposure": `coalesce(array_position(array[${reach.map((each) => `'${each}'`)}], m.class), 9)`,
} as const satisfies Record<MeasuredMetric, string>;

function rankOf(
  metric: MeasuredMetric,
  { value, class: name }: Pick<MeasurementDto, "value" | "class">,
): number {
  if (metric === "network-exposure") return reach.includes(name) ? reach.indexOf(name) + 1 : 9;
  return metric === "identity-coverage" ? (value ?? 2) : -(value ?? -1);
}

/** What counts comes before what does not. */
const keysOf = (metric: MeasuredMetric) => [
  "(m.standing <> 'counted')::int",
  rankSql[metric],
  "m.account_id",
  "m.subject_type",
  "m.subject_id",
];

const selectThings = (moment: Moment) => `
  select m.account_id as "accountId", coalesce(a.name, m.account_id) as "accountName", m.region,
    m.subject_type as "subjectType", m.subject_id as "subjectId", m.standing, m.reason, m.class, m.value, m.at,
    m.valid_from as since, m.detail
  from measurement m left join account a on a.id = m.account_id and ${inForce("a", moment)}`;

function thingOf({ accountId, accountName, ...rest }: z.infer<typeof row>): MeasurementDto {
  return { ...rest, account: { id: accountId, name: accountName } };
}

/** What one thing of an ACTIVE account contributes to a metric at the moment; null where it is not there. */
export async function getMeasurement(
  metric: MeasuredMetric,
  accountId: string,
  subjectId: string,
  moment: Moment,
): Promise<MeasurementDto | null> {
  const [first] = await rows(
    `${selectThings(moment)}
     where ${measured(moment)} and m.subject_id = $4 and a.state = 'ACTIVE' limit 1`,
    [...valuesOf({ metric, accounts: [accountId] }, moment), subjectId],
  );
  return first === undefined ? null : thingOf(row.parse(first));
}

/** @throws BadFilter for a cursor that is not one of ours. */
export async function listMeasurements(
  scope: MeasuredScope,
  moment: Moment,
  filter: MetricFilter,
): Promise<{ readonly rows: MeasurementDto[]; readonly nextCursor: string | null }> {
  const values: unknown[] = [...valuesOf(scope, moment)];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const parts = [measured(moment)];
  if (filter.standing !== null) parts.push(`m.standing = ${bind(filter.standing)}::standing`);
  if (filter.reason !== null) parts.push(`m.reason = ${bind(filter.reason)}`);
  if (filter.class !== null) parts.push(`m.class = ${bind(filter.class)}`);
  if (filter.type !== null) parts.push(`m.subject_type = ${bind(filter.type)}`);
  if (filter.search !== null)
    parts.push(`strpos(lower(m.subject_id), ${bind(filter.search.toLowerCase())}) > 0`);
  const keys = keysOf(scope.metric);
  const cursor = readCursor(cursorSchema, filter.cursor);
  if (cursor !== null) {
    const types = ["int", "float8", "text", "text", "text"];
    parts.push(
      `(${keys.join(", ")}) > (${cursor.map((value, index) => `${bind(value)}::${types[index]}`).join(", ")})`,
    );
  }
  const found = await rows(
    `${selectThings(moment)}
     where ${parts.join(" and ")} order by ${keys.join(", ")} limit ${pageSize + 1}`,
    values,
  );
  const page = found.slice(0, pageSize).map((each) => row.parse(each));
  const last = page.at(-1);
  return {
    rows: page.map(thingOf),
    nextCursor: found.length > pageSize && last !== undefined ? cursorAfter(scope.metric, last) : null,
  };
}

function cursorAfter(metric: MeasuredMetric, last: z.infer<typeof row>): string {
  const key = [
    last.standing === "counted" ? 0 : 1,
    rankOf(metric, last),
    last.accountId,
    last.subjectType,
    last.subjectId,
  ];
  return writeCursor(key);
}
