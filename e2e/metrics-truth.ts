import { z } from "zod";
import { formatCount, formatMetric } from "#components/format.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";
import { activeAccounts, type Day, earlierDay, measures, threats } from "./simulator.ts";

const overview = z.object({ freshness: z.object({ lastRunAt: z.string() }) });
const windowMs = 30 * 86_400_000;

/** A metric of some accounts, as pages write it. */
export interface Expected {
  readonly value: string;
  readonly n: string;
  readonly unknown: string;
  readonly leftOut: string;
}

const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[Math.floor(index)] ?? Number.NaN;
  return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
}

/** When the newest run looked: what happened since is in no number. */
async function lastRun(): Promise<number> {
  const answer = await fetch(`${process.env["POSTERN_URL"]}/api/overview`);
  return Date.parse(overview.parse(await answer.json()).freshness.lastRunAt);
}

/** Seconds unseen of the threats of high severity that were reported within the 30 days before. */
async function unseen(day: Day, accounts: ReadonlySet<string>): Promise<number[]> {
  const seen = [...(await threats("earlier")), ...(day === "today" ? await threats("today") : [])];
  const asOf = day === "today" ? await lastRun() : Date.parse(`${earlierDay()}T12:00:00Z`);
  return [...new Map(seen.map((threat) => [threat.id, threat])).values()].flatMap((threat) => {
    const [began, created] = [Date.parse(threat.began), Date.parse(threat.created)];
    const isRecent = created > asOf - windowMs && created <= asOf;
    const counts = !threat.sample && !threat.type.startsWith("Policy:") && threat.severity >= 7;
    return isRecent && counts && accounts.has(threat.account) ? [(created - began) / 1000] : [];
  });
}

/** A metric on a day by the model's intent, over all ACTIVE accounts or those that `among` keeps. */
export async function expected(
  metric: MeasuredMetric,
  day: Day = "today",
  among: (account: { readonly id: string; readonly parentId: string }) => boolean = () => true,
): Promise<Expected> {
  const accounts = new Set((await activeAccounts(day)).filter(among).map(({ id }) => id));
  const rows = (await measures(day)).filter((row) => row.metric === metric && accounts.has(row.account));
  const count = (standing: string) => rows.filter((row) => row.standing === standing).length;
  const own = rows.flatMap(({ standing, value }) =>
    standing === "counted" && value !== null ? [value] : [],
  );
  const values = metric === "detection-time" ? await unseen(day, accounts) : own;
  const numbers = {
    "detection-time": () => total(values) / values.length,
    "permission-utilization": () => median(values),
    "identity-coverage": () => total(values) / values.length,
    "network-exposure": () => total(values),
  };
  return {
    value: formatMetric(metric, values.length === 0 ? null : numbers[metric]()),
    n: formatCount(values.length),
    unknown: formatCount(count("unknown")),
    leftOut: formatCount(count("excluded")),
  };
}
