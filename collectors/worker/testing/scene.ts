import { complete, type Fixture, noon, openFixture, outcomeOf, type TestAws } from "./fixture.ts";
import { type RoleGate, startRoleGate } from "./role-gate.ts";

/** An AWS that can be told which day it is. A simulator is one. */
interface SceneAws extends TestAws {
  accounts(): readonly { readonly id: string; readonly name: string }[];
  setDate(date: string): void;
  resetCalls(): void;
  stop(): Promise<void>;
}

/** A simulated organization in some situation, a worker that collects it, and what a test asks about both. */
export interface Scene<A extends SceneAws> {
  readonly simulator: A;
  readonly gate: RoleGate;
  readonly fixture: Fixture;
  /** The id of the account of this name, also where it has left since. */
  idOf(name: string): string;
  /** Collects a date completely: its noon, or some hours later. */
  collect(date: string, hoursLater?: number): Promise<Date>;
  /** What a query answers, its columns joined by spaces, sorted. */
  lines(sql: string, values?: readonly unknown[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function openScene<A extends SceneAws>(simulator: A): Promise<Scene<A>> {
  const gate = await startRoleGate(simulator);
  const fixture = await openFixture(gate.aws);
  fixture.work();
  const ids = new Map(simulator.accounts().map(({ name, id }) => [name, id]));
  return {
    simulator,
    gate,
    fixture,
    idOf(name) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`No account is named ${name}.`);
      return id;
    },
    async collect(day, hoursLater = 0) {
      simulator.setDate(day);
      simulator.resetCalls();
      gate.requests.length = 0;
      const asOf = new Date(noon(day).getTime() + hoursLater * 3_600_000);
      const outcome = await outcomeOf(fixture, await fixture.collect(asOf));
      if (outcome.state !== complete.state || outcome.gaps.length > 0)
        throw new Error(`The run of ${day} ended ${JSON.stringify(outcome)}.`);
      return asOf;
    },
    async lines(sql, values = []) {
      const { rows } = await fixture.pool.query<unknown[]>({
        text: sql,
        values: [...values],
        rowMode: "array",
      });
      return rows.map((row) => row.join(" ")).sort();
    },
    async close() {
      await fixture.close();
      await gate.stop();
      await simulator.stop();
    },
  };
}

/** Other detectors' findings in force at `$1`. */
export const foreignFindings = `
  select source, account_id, region, key from finding
  where source <> 'postern' and valid_from <= $1 and valid_to > $1`;
