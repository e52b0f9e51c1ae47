import { expect } from "vitest";
import { z } from "zod";
import type { Pool } from "#lib/store/pool.ts";
import { scoreMetrics } from "../account-metrics.ts";
import { noon } from "./fixture.ts";

const tallies = z.array(
  z.object({
    controlId: z.string(),
    passed: z.number(),
    failed: z.number(),
    unknown: z.number(),
    notApplicable: z.number(),
    excepted: z.number(),
  }),
);
const scope = z.object({ id: z.string(), tallies });
const point = z.object({ line: z.string() });

/** Holds every score and count of failures that a day stored, of every scope, against its tallies as they were. */
export async function expectScoredAgain(pool: Pool, date: string): Promise<void> {
  const scopes = await pool.query(
    `select scope_id as id, jsonb_agg(jsonb_build_object('controlId', control_id, 'passed', passed, 'failed', failed,
       'unknown', unknown, 'notApplicable', not_applicable, 'excepted', excepted)) as tallies
     from tally where valid_from <= $1 and valid_to > $1 group by scope_id`,
    [noon(date)],
  );
  const told = scope
    .array()
    .parse(scopes.rows)
    .flatMap((each) =>
      [...scoreMetrics(each.tallies)].map(
        ([metric, { numerator, denominator, unknown }]) =>
          `${each.id} ${metric} ${numerator} of ${denominator}, ${unknown} unknown`,
      ),
    );
  const stored = await pool.query(
    `select concat(scope_id, ' ', metric, ' ', numerator, ' of ', denominator, ', ', unknown, ' unknown') as line
     from metric_point where day = $1 and metric ~ '^(score|phase|privileges|policies)'`,
    [date],
  );
  const lines = stored.rows.map((row) => point.parse(row).line);
  expect(lines.filter((line) => / (phase\.1|policies\.broad) [1-9]/.test(line))).not.toEqual([]);
  expect(lines.sort()).toEqual(told.sort());
}
