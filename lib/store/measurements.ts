import type pg from "pg";
import { z } from "zod";
import {
  type MeasuredMetric,
  type Measurement,
  measuredMetrics,
  measurementDetail,
  standings,
} from "#lib/metrics/measurement.ts";
import { hashOf, toJsonb } from "./copy.ts";
import { ensureMonth } from "./months.ts";
import { lockAccount, transaction } from "./pool.ts";

export interface MeasurementMerge {
  readonly accountId: string;
  readonly asOf: Date;
  /** The metrics that were measured: what is not among `measured` any more ends. */
  readonly metrics: readonly MeasuredMetric[];
  readonly measured: readonly Measurement[];
}

const known = z.object({
  metric: z.string(),
  region: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  hash: z.instanceof(Buffer),
});

// A role that serves clusters of two Regions is a thing in each.
const keyOf = (of: Pick<Measurement, "region" | "subjectType" | "subjectId"> & { readonly metric: string }) =>
  `${of.metric}|${of.region}|${of.subjectType}|${of.subjectId}`;

const fields = `metric measured_metric, region text, "subjectType" text, "subjectId" text, standing standing,
  reason text, class text, numerator float8, denominator float8, value float8, at timestamptz, detail jsonb,
  hash text`;

const insert = `
  insert into measurement (account_id, metric, region, subject_type, subject_id, standing, reason, class,
    numerator, denominator, value, at, detail, hash, valid_from, valid_to)
  select $1, s.metric, s.region, s."subjectType", s."subjectId", s.standing, s.reason, s.class, s.numerator,
    s.denominator, s.value, s.at, s.detail, decode(s.hash, 'hex'), $2, 'infinity'
  from jsonb_to_recordset($3::jsonb) as s(${fields})`;

const over = `
  m.account_id = $1 and m.valid_to = 'infinity' and (m.metric, m.region, m.subject_type, m.subject_id) in (
    select * from unnest($3::measured_metric[], $4::text[], $5::text[], $6::text[]))`;

/**
 * Brings an account's measurements to what was measured at `asOf`; only those that differ are written. Returns how
 * many began and how many ended; repeating it with the same input changes nothing.
 */
export async function mergeMeasurements(
  pool: pg.Pool,
  { accountId, asOf, metrics, measured }: MeasurementMerge,
): Promise<{ readonly begun: number; readonly ended: number }> {
  await ensureMonth(pool, asOf);
  return transaction(pool, async (client) => {
    await lockAccount(client, accountId);
    const { rows } = await client.query(
      `select metric, region, subject_type as "subjectType", subject_id as "subjectId", hash from measurement
       where account_id = $1 and metric = any($2::measured_metric[]) and valid_to = 'infinity'`,
      [accountId, metrics],
    );
    const before = new Map(
      known
        .array()
        .parse(rows)
        .map((row) => [keyOf(row), row]),
    );
    const now = new Map(
      measured.map((each) => [keyOf(each), { ...each, hash: hashOf(toJsonb(each)).toString("hex") }]),
    );
    const begun = [...now].filter(([key, { hash }]) => before.get(key)?.hash.toString("hex") !== hash);
    const ended = [...before.values()].filter(
      (row) => now.get(keyOf(row))?.hash !== row.hash.toString("hex"),
    );
    if (ended.length > 0) {
      const gone = [
        accountId,
        asOf,
        ended.map(({ metric }) => metric),
        ended.map(({ region }) => region),
        ended.map(({ subjectType }) => subjectType),
        ended.map(({ subjectId }) => subjectId),
      ];
      // What this very run wrote in an earlier attempt has no past to keep.
      await client.query(`delete from measurement m where m.valid_from = $2 and ${over}`, gone);
      await client.query(`update measurement m set valid_to = $2 where ${over}`, gone);
    }
    if (begun.length > 0)
      await client.query(insert, [accountId, asOf, toJsonb(begun.map(([, each]) => each))]);
    return { begun: begun.length, ended: ended.length };
  });
}

const stored = z.object({
  metric: z.enum(measuredMetrics),
  region: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  standing: z.enum(standings),
  reason: z.string().nullable(),
  class: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  at: z
    .date()
    .transform((date) => date.toISOString())
    .nullable(),
  detail: measurementDetail,
}) satisfies z.ZodType<Measurement>;

/** An account's measurements in force at `asOf`. */
export async function loadMeasurements(
  pool: pg.Pool,
  accountId: string,
  asOf: Date,
): Promise<readonly Measurement[]> {
  const { rows } = await pool.query(
    `select metric, region, subject_type as "subjectType", subject_id as "subjectId", standing, reason, class,
       numerator, denominator, value, at, detail
     from measurement where account_id = $1 and valid_from <= $2 and valid_to > $2
     order by metric, subject_type, subject_id`,
    [accountId, asOf],
  );
  return stored.array().parse(rows);
}
