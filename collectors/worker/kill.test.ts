import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run } from "#lib/store/runs.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { contentsOf, differences } from "./testing/contents.ts";
import { complete, type Fixture, noon, openFixture, outcomeOf } from "./testing/fixture.ts";
import { WorkerProcesses } from "./testing/processes.ts";
import { tasksOf } from "./testing/tasks.ts";
import { until } from "./testing/until.ts";

const date = "2026-10-10";
const timeout = 360_000;

let simulator: Simulator;
/** What an undisturbed run by one worker leaves. */
let undisturbed: string[];

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 6, regions: 2, date, findingsPerAccount: 5, latencyMs: 10 });
  const reference = await openFixture(simulator);
  reference.work();
  expect(await outcomeOf(reference, await reference.collect(noon(date)))).toEqual(complete);
  undisturbed = await contentsOf(reference.pool);
  await reference.close();
});
afterAll(() => simulator.stop());

type Tasks = Awaited<ReturnType<typeof tasksOf>>;

/** A run whose workers are killed; its end, however late, must be an undisturbed run's. */
class DisturbedRun implements AsyncDisposable {
  readonly #fixture: Fixture;
  readonly #workers: WorkerProcesses;
  readonly #run: Run;

  static async begin(): Promise<DisturbedRun> {
    const fixture = await openFixture(simulator);
    return new DisturbedRun(fixture, await fixture.request({ asOf: noon(date) }));
  }

  private constructor(fixture: Fixture, run: Run) {
    this.#fixture = fixture;
    this.#run = run;
    this.#workers = new WorkerProcesses(simulator, fixture.url);
    this.#workers.start();
  }

  /** Kills every worker as soon as the tasks are as described, starts another, and says how they were left. */
  async killWhen(what: string, reached: (tasks: Tasks) => boolean): Promise<Tasks> {
    await until(what, async () => reached(await tasksOf(this.#fixture.pool)));
    await this.#workers.killAll();
    const left = await tasksOf(this.#fixture.pool);
    this.#workers.start();
    return left;
  }

  async endsAsIfUndisturbed(deadlineMs: number): Promise<void> {
    const ended = await this.#fixture.end(this.#run, deadlineMs);
    expect(await outcomeOf(this.#fixture, ended), this.#workers.output).toEqual(complete);
    expect(differences(undisturbed, await contentsOf(this.#fixture.pool))).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#workers.killAll();
    await this.#fixture.close();
  }
}

const organizationUnderWay = ({ running }: Tasks) => running.includes("organization");

// Side by side, because they mostly wait: for budgets, and for the dead to be taken for dead.
describe.concurrent("a killed worker is replaced, and the run ends as if nothing had been", {
  timeout,
}, () => {
  test("between accounts and within some, within seconds", async () => {
    await using run = await DisturbedRun.begin();
    const left = await run.killWhen(
      "two accounts done and another under way",
      (tasks) => tasks.complete.length >= 2 && tasks.running.length > 0,
    );
    expect(left.running).not.toEqual([]);
    await run.endsAsIfUndisturbed(120_000);
  });

  test("while it reads the Organization", async () => {
    await using run = await DisturbedRun.begin();
    const left = await run.killWhen("the Organization under way", organizationUnderWay);
    expect(left.running).toEqual(["organization"]);
    await run.endsAsIfUndisturbed(150_000);
  });

  test("five times in one run", async () => {
    await using run = await DisturbedRun.begin();
    await run.killWhen("the Organization under way", organizationUnderWay);
    for (let done = 1; done <= 4; done++)
      await run.killWhen(
        `${done} targets done and others under way`,
        (tasks) => tasks.complete.length >= done && tasks.running.length > 0,
      );
    await run.endsAsIfUndisturbed(300_000);
  });
});
