import pLimit from "p-limit";
import { collectUnit, type UnitResult } from "#collectors/runtime/collect-unit.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import type { FindingScope } from "#lib/store/findings.ts";
import { getOrganization } from "#lib/store/organization.ts";
import type { SourceTarget } from "#lib/store/runs.ts";
import type { WorkerContext } from "./context.ts";
import { type Administration, loadAdministrations } from "./finding-sources.ts";
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
    const administration = administrations.find(({ source }) => source.target === job.source);
    if (administration === undefined) throw new Error(`${job.source} lost its administrator during the run.`);
    const session = assumedSession(administration.administratorId, access, run.id);
    const limit = pLimit(readsAtOnce);
    const places = placesOf(administration).filter(
      ({ region, scope }) =>
        scope.regions === null || run.regions.length === 0 || run.regions.includes(region),
    );
    let done = 0;
    const read = async ({ region, scope }: Place) => {
      const result = await collectUnit({
        pool,
        session,
        collectors: [administration.source.organization],
        region,
        enabledRegions: [],
        runId: run.id,
        asOf: run.asOf,
        signal,
        deadlineMs,
        limit,
        findingScope: scope,
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

interface Place {
  readonly region: string;
  readonly scope: FindingScope;
}

/** Where to ask, and for what each answer speaks. */
function placesOf({ regions, aggregation }: Administration): readonly Place[] {
  const linked = (region: string) =>
    aggregation !== undefined && (aggregation.linked === null || aggregation.linked.includes(region));
  return [...regions].sort().flatMap(([region, accounts]) => {
    const accountIds = accounts === null ? null : [...accounts];
    if (region === aggregation?.home) return [{ region, scope: { accountIds, regions: aggregation.linked } }];
    return linked(region) ? [] : [{ region, scope: { accountIds, regions: [region] } }];
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
