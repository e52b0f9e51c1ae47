import { z } from "zod";
import type { CauseDto } from "#lib/api/dto/common.ts";
import type { RunDto, RunTargetDto } from "#lib/api/dto/runs.ts";
import type { Viewer } from "#lib/auth/viewer.ts";
import { organizationTarget, type SourceTarget } from "#lib/store/runs.ts";
import { rows } from "./database.ts";
import { instant } from "./decode.ts";
import { getFreshness } from "./freshness.ts";
import { known, type Moment } from "./moment.ts";
import { runState, selectRuns } from "./run-rows.ts";
import { getRunWays } from "./run-ways.ts";
import { visibleAccounts } from "./visible.ts";

const sourceNames: Readonly<Record<SourceTarget, string>> = {
  "security-hub": "Security Hub, all members",
  guardduty: "GuardDuty, all members",
  "access-analyzer": "Access Analyzer, all accounts",
  inspector: "Inspector, all members",
};

const names: Readonly<Record<string, string>> = {
  [organizationTarget]: "The Organization",
  ...sourceNames,
};

const target = z.object({
  target: z.string(),
  name: z.string(),
  state: runState,
  step: z.string().nullable(),
  attempts: z.number(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  calls: z.number(),
  throttles: z.number(),
  readsComplete: z.number(),
  readsIncomplete: z.number(),
  factsChanged: z.number(),
  findingsOpened: z.number(),
  findingsResolved: z.number(),
  error: z.string().nullable(),
});

const kindRow = z.object({
  kind: z.string(),
  complete: z.number(),
  partial: z.number(),
  denied: z.number(),
  throttled: z.number(),
  failed: z.number(),
});

const gapRow = z.object({
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  kind: z.string(),
  state: z.string(),
  action: z.string().nullable(),
  message: z.string(),
});

const gapsShown = 500;

/** What the run saw: coverage in force at its instant that it, or a later run, confirmed. */
const ofRun = "c.valid_from <= $1 and c.valid_to > $1 and c.confirmed_at >= $1";

/** One run: its targets, what it could see of every kind, and each place it could not. */
export async function getRun(viewer: Viewer, moment: Moment, id: string): Promise<RunDto | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const [found] = await selectRuns(moment, id, 1);
  if (found === undefined) return null;
  const { regions, ...run } = found;
  const visible = visibleAccounts(viewer);
  if (run.purpose === "judge") {
    const [freshness, targets] = await Promise.all([
      getFreshness(viewer, moment),
      listTargets(moment, id, visible),
    ]);
    return { freshness, run, regions, targets, ways: null, coverage: [], gaps: [] };
  }
  const [freshness, targets, ways, coverage, gaps] = await Promise.all([
    getFreshness(viewer, moment),
    listTargets(moment, id, visible),
    getRunWays(moment, run.asOf, visible),
    listCoverage(run.asOf, visible),
    listGaps(moment, run.asOf, visible),
  ]);
  return { freshness, run, regions, targets, ways, coverage, gaps };
}

async function listTargets(
  moment: Moment,
  id: string,
  visible: readonly string[] | null,
): Promise<RunTargetDto[]> {
  const found = await rows(
    `select k.target, coalesce(a.name, k.target) as name, k.state, k.step, k.attempts,
       k.started_at as "startedAt", k.finished_at as "finishedAt", k.calls, k.throttles,
       k.reads_complete as "readsComplete", k.reads_incomplete as "readsIncomplete",
       k.facts_changed as "factsChanged", k.findings_opened as "findingsOpened",
       k.findings_resolved as "findingsResolved", k.error
     from run_task k
     left join lateral (
       select a.name from account a where a.id = k.target and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1
     ) a on true
     where k.run_id = $1 and ($2::text[] is null or k.target = any($2) or k.target !~ '^[0-9]{12}$')
     order by k.target !~ '^[0-9]{12}$' desc, a.name, k.target`,
    [id, visible],
  );
  return found.map((each) => {
    const row = target.parse(each);
    return { ...row, name: names[row.target] ?? row.name };
  });
}

async function listCoverage(asOf: string, visible: readonly string[] | null): Promise<RunDto["coverage"]> {
  const count = (state: string) => `count(*) filter (where c.state = '${state}')::int as ${state}`;
  const states = ["complete", "partial", "denied", "throttled", "failed"];
  const found = await rows(
    `select c.kind, ${states.map(count).join(", ")} from coverage c
     where ${ofRun} and ($2::text[] is null or c.account_id = any($2)) group by c.kind order by c.kind`,
    [asOf, visible],
  );
  return found.map((each) => kindRow.parse(each));
}

async function listGaps(
  moment: Moment,
  asOf: string,
  visible: readonly string[] | null,
): Promise<RunDto["gaps"]> {
  const found = await rows(
    `select c.account_id as "accountId", coalesce(a.name, c.account_id) as "accountName", c.region, c.kind,
       c.state, c.cause_action as action, coalesce(c.cause_code || ': ' || c.cause_message, '') as message
     from coverage c
     left join lateral (
       select a.name from account a where a.id = c.account_id and ${known("a.valid_from", moment)} order by a.valid_to desc limit 1
     ) a on true
     where ${ofRun} and c.state <> 'complete' and ($2::text[] is null or c.account_id = any($2))
     order by a.name, c.kind, c.region limit ${gapsShown}`,
    [asOf, visible],
  );
  return found.map((each) => {
    const { accountId, accountName, ...cause } = gapRow.parse(each);
    return { ...(cause satisfies CauseDto), account: { id: accountId, name: accountName } };
  });
}
