import { z } from "zod";
import type { Pool } from "#lib/store/pool.ts";
import type { MadeThreat } from "./detection.ts";

/** What a thing was made to contribute to a metric; a simulator's ground truth is of such rows. */
export interface MadeMeasure {
  readonly account: string;
  readonly region: string;
  readonly metric: string;
  readonly resource: string;
  readonly standing: "counted" | "excluded" | "unknown";
  readonly reason: string | null;
  readonly class: string;
  readonly value: number | null;
}

const shown = (value: number | null) => (value === null ? "n/a" : value.toFixed(6));

/** One line for each thing of three metrics: all that is said of it. */
export function expectedThings(made: readonly MadeMeasure[]): string[] {
  return made
    .map((each) =>
      [
        each.account,
        each.metric,
        each.region,
        each.resource,
        each.standing,
        each.reason ?? "-",
        each.class,
      ].join(" "),
    )
    .sort();
}

/** The same of what was measured by `asOf`. */
export async function measuredThings(pool: Pool, asOf: Date): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', account_id, metric, region, subject_id, standing, coalesce(reason, '-'), class) as line
     from measurement where metric <> 'detection-time' and valid_from <= $1 and valid_to > $1`,
    [asOf],
  );
  return rows.map(({ line }) => line).sort();
}

function countsOf(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `${word}:${count}`)
    .join(",");
}

/** The middle value, or the one half-way between the two middle ones. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

/** The number that leads, by metrics.md: the median unused, the share covered, how many are exposed. */
function headlineOf(metric: string, values: readonly number[]): number | null {
  if (values.length === 0) return null;
  if (metric === "permission-utilization") return median(values);
  return metric === "identity-coverage" ? total(values) / values.length : total(values);
}

function lineOf(scope: string, metric: string, own: readonly MadeMeasure[]): string {
  const counted = own.filter(({ standing }) => standing === "counted");
  const values = counted.flatMap(({ value }) => value ?? []);
  const value = headlineOf(metric, values);
  const unknown = own.filter(({ standing }) => standing === "unknown").length;
  const left = countsOf(own.flatMap(({ reason }) => reason ?? []));
  return `${scope} ${metric} ${shown(value)} n ${counted.length} unknown ${unknown} left out ${left}`;
}

/** One line for each metric of each account, and of the Organization over all of them, by hand. */
export function expectedPoints(
  made: readonly MadeMeasure[],
  accounts: Iterable<string>,
  organizationId: string,
): string[] {
  return ["permission-utilization", "identity-coverage", "network-exposure"]
    .flatMap((metric) => {
      const own = made.filter((each) => each.metric === metric);
      const ofAccount = (id: string) => own.filter(({ account }) => account === id);
      return [
        lineOf(organizationId, metric, own),
        ...[...accounts].map((id) => lineOf(id, metric, ofAccount(id))),
      ];
    })
    .sort();
}

/**
 * The same of the mean time to detect, over the threats that runs until `asOf` saw. What is left out is not told:
 * whether Security Hub repeats a threat is no property of the threat.
 */
export function expectedDetectionPoints(
  seen: readonly MadeThreat[],
  accounts: Iterable<string>,
  organizationId: string,
  asOf: Date,
): string[] {
  const from = asOf.getTime() - 30 * 24 * 3_600_000;
  const once = [...new Map(seen.map((threat) => [threat.id, threat])).values()];
  const recent = once.filter(
    ({ created }) => Date.parse(created) > from && Date.parse(created) <= asOf.getTime(),
  );
  const reasonOf = ({ sample, type, severity }: MadeThreat) =>
    sample ? "sample" : type.startsWith("Policy:") ? "policy" : severity < 7 ? "minorSeverity" : null;
  const members = new Set(accounts);
  const line = (scope: string, own: readonly MadeThreat[]) => {
    const counted = own.filter((threat) => reasonOf(threat) === null);
    const seconds = counted.map(({ began, created }) => (Date.parse(created) - Date.parse(began)) / 1_000);
    const mean = seconds.length === 0 ? null : total(seconds) / seconds.length;
    return `${scope} detection-time ${shown(mean)} n ${seconds.length} unknown 0`;
  };
  const current = recent.filter(({ account }) => members.has(account));
  return [
    line(organizationId, current),
    ...[...members].map((id) =>
      line(
        id,
        current.filter(({ account }) => account === id),
      ),
    ),
  ].sort();
}

const point = z.object({
  scope: z.string(),
  metric: z.string(),
  value: z.number().nullable(),
  n: z.number(),
  unknown: z.number(),
  excluded: z.record(z.string(), z.number()),
});

/** The stored points of a day, of accounts and the Organization, in the same lines. */
export async function storedPoints(pool: Pool, day: string, metrics: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query(
    `select scope_id as scope, metric, value, n, unknown, excluded from metric_point
     where day = $1 and metric = any($2) and scope_kind <> 'organizational-unit'`,
    [day, metrics],
  );
  return point
    .array()
    .parse(rows)
    .map(({ scope, metric, value, n, unknown, excluded }) => {
      const measured = `${scope} ${metric} ${shown(value)} n ${n} unknown ${unknown}`;
      if (metric === "detection-time") return measured;
      const left = Object.entries(excluded)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([reason, count]) => `${reason}:${count}`);
      return `${measured} left out ${left}`;
    })
    .sort();
}
