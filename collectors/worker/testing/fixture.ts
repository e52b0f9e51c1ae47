import pino from "pino";
import type { Collector } from "#collectors/runtime/define.ts";
import { readConfig } from "#lib/config.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { prepareQueue } from "#lib/store/queue.ts";
import { listRunGaps } from "#lib/store/run-tasks.ts";
import { getRun, type Run, type RunRequest, requestRun } from "#lib/store/runs.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import type { WorkerCollectors } from "../context.ts";
import { openContext } from "../open-context.ts";
import { startWorker, type WorkerHandle } from "../start-worker.ts";
import { until } from "./until.ts";

/** The tag standard that the simulator's organization means to keep. */
export const settings = { ...readConfig({}).settings, requiredTags: ["cost-center", "environment", "owner"] };

/** What a worker needs of an AWS: where it answers, and a key. A simulator is one. */
export interface TestAws {
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The variables that lead the SDK's standard chain, here or in another process, to this AWS and its standards. */
export function awsEnvironment(aws: TestAws): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_REGION: "us-east-1",
    POSTERN_REQUIRED_TAGS: settings.requiredTags.join(","),
  };
}

export interface Fixture {
  readonly pool: Pool;
  readonly url: string;
  /** Starts a worker in this process. */
  work(concurrency?: number): WorkerHandle;
  request(change?: Partial<RunRequest>): Promise<Run>;
  /** Waits for a run's end, whatever it is. */
  end(run: Run, deadlineMs?: number): Promise<Run>;
  /** Requests a run and waits for its end. */
  collect(asOf: Date): Promise<Run>;
  close(): Promise<void>;
}

/** Collectors without budgets: those keep to the limits of AWS, which a simulator in the same process does not have. */
export function unhurried({
  organization,
  central,
  account,
  regions,
  sources,
}: WorkerCollectors): WorkerCollectors {
  const free = (collector: Collector) => ({ ...collector, budgets: {} });
  return {
    organization: organization.map(free),
    central: central.map((each) => ({ ...each, collector: free(each.collector) })),
    account: account.map(free),
    regions: regions.map(free),
    sources: sources.map((source) => ({
      ...source,
      organization: free(source.organization),
      perAccount: free(source.perAccount),
    })),
  };
}

/** Noon of a day, when a test's run looks at the simulator of that date. */
export function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** A log that nobody reads, unless POSTERN_TEST_LOG asks for it. */
export const silent = pino({ level: process.env["POSTERN_TEST_LOG"] ?? "silent" });

/** A database of a suite's own and, when asked, a worker in this process that collects `aws` into it. */
export async function openFixture(aws: TestAws, given?: FreshDatabase): Promise<Fixture> {
  // Environment variables belong to the process, and every test file has its own.
  Object.assign(process.env, awsEnvironment(aws));
  const database = given ?? (await freshDatabase());
  const pool = createPool(database.url, 30);
  await prepareQueue(pool);
  const workers: WorkerHandle[] = [];

  const fixture: Fixture = {
    pool,
    url: database.url,
    work(concurrency = 8) {
      const context = openContext(
        pool,
        { roleName: "PosternReadOnly", externalId: undefined, settings },
        silent,
      );
      const collectors = unhurried(context.collectors);
      const worker = startWorker(
        { ...context, collectors },
        { concurrency, schedule: undefined, regions: [] },
      );
      workers.push(worker);
      return worker;
    },
    request: (change) => requestRun(pool, { trigger: "command", requestedBy: "test", ...change }),
    end: (run, deadlineMs) =>
      until(
        `the end of run ${run.id}`,
        async () => {
          const now = await getRun(pool, run.id);
          return now !== undefined && now.state !== "queued" && now.state !== "running" && now;
        },
        deadlineMs,
      ),
    collect: async (asOf) => fixture.end(await fixture.request({ asOf })),
    async close() {
      for (const worker of workers) await worker.stop();
      await pool.end();
      await database.drop();
    },
  };
  return fixture;
}

export interface Outcome {
  readonly state: Run["state"];
  readonly error: string | null;
  /** What it could not see. */
  readonly gaps: readonly string[];
}

export const complete: Outcome = { state: "complete", error: null, gaps: [] };

/** How a run ended and why: what a failing test should show. */
export async function outcomeOf({ pool }: Pick<Fixture, "pool">, run: Run): Promise<Outcome> {
  return { state: run.state, error: run.error, gaps: await listRunGaps(pool, run.id) };
}

/** For tests of several runs: a run takes seconds, and more where other suites share the processor. */
export const runsTimeoutMs = 180_000;
