import pLimit from "p-limit";
import { collectUnit, type UnitResult } from "#collectors/runtime/collect-unit.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import type { FindingScope } from "#lib/store/findings.ts";
import { getOrganization, listActiveAccounts } from "#lib/store/organization.ts";
import type { SourceTarget } from "#lib/store/runs.ts";
import type { WorkerContext } from "./context.ts";
import { loadAdministrations } from "./finding-sources.ts";
import { type JobAttempt, runTask, type TaskResult } from "./run-task.ts";

const readsAtOnce = 4;

/**
 * Reads another detector's findings of the Organization from its administrator: from the aggregation Region
 * where there is one, else from every Region in which it answers for others.
 */
export async function collectSourceTask(
  context: WorkerContext,
  job: JobAttempt & { readonly runId: bigint; readonly source: SourceTarget },
): Promise<void> {
  const { pool, collectors, access, deadlineMs } = context;
  await runTask(context, { ...job, target: job.source }, async ({ run, signal, onStep }) => {
    const { managementAccountId } = await getOrganization(pool);
    const administrations = await loadAdministrations(pool, collectors, managementAccountId, run.asOf);
    const own = administrations.filter(({ source }) => source.target === job.source);
    const [first] = own;
    if (first === undefined) throw new Error(`${job.source} lost its administrator during the run.`);
    // Those of one target are administered by one account.
    const session = assumedSession(first.administratorId, access, run.id);
    const limit = pLimit(readsAtOnce);
    const active = (await listActiveAccounts(pool)).map(({ id }) => id);
    const wanted = ({ regions }: FindingScope) =>
      regions === null || run.regions.length === 0 || regions.some((region) => run.regions.includes(region));
    const places = own.flatMap((administration) =>
      administration.places
        .filter(({ scope }) => wanted(scope))
        .map((place) => ({ ...place, collector: administration.source.organization })),
    );
    let done = 0;
    const read = async ({ region, scope, collector }: (typeof places)[number]) => {
      const result = await collectUnit({
        pool,
        session,
        collectors: [collector],
        region,
        enabledRegions: [],
        runId: run.id,
        asOf: run.asOf,
        signal,
        deadlineMs,
        limit,
        findingScope: { ...scope, accountIds: scope.accountIds ?? active },
        via: "administrator",
      });
      done += 1;
      await onStep(`Read ${done} of ${places.length} Regions`);
      return result;
    };
    try {
      await onStep(
        `Reading ${places.length === 1 ? `from ${places[0]?.region}` : `${places.length} Regions`}`,
      );
      const results: UnitResult[] = [];
      // A Region at a time: each may list the whole Organization.
      for (const place of places) results.push(await read(place));
      return total(results, session.counts);
    } finally {
      session.clients.destroy();
    }
  });
}

function total(results: readonly UnitResult[], counts: { calls: number; throttles: number }): TaskResult {
  const coverage = results.flatMap((result) => result.coverage);
  const readsComplete = coverage.filter((entry) => entry.state === "complete").length;
  return {
    ...counts,
    readsComplete,
    readsIncomplete: coverage.length - readsComplete,
    factsChanged: results.reduce((all, result) => all + result.factsChanged, 0),
    findingsOpened: results.reduce((all, result) => all + result.findingsOpened, 0),
    findingsResolved: results.reduce((all, result) => all + result.findingsResolved, 0),
    error: null,
  };
}
