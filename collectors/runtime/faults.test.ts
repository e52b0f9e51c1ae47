import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadEvidence } from "#lib/store/evidence.ts";
import type { FaultEffect } from "#simulator/runtime/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { RunCancelled } from "./failure.ts";
import {
  type Bench,
  type Case,
  cases,
  complete,
  date,
  minutes,
  openBench,
  ruleFor,
  seen,
} from "./testing/one-read.ts";

let simulator: Simulator;
let bench: Bench;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 8, regions: 2, date, findingsPerAccount: 5 });
  const accounts = {
    member: accountNamed(simulator, "payments-prod").id,
    management: accountNamed(simulator, "acme-management").id,
  };
  bench = await openBench({ url: simulator.url, credentials: simulator.credentials, ...accounts });
});
afterAll(async () => {
  await bench?.close();
  await simulator?.stop();
});
beforeEach(async () => {
  simulator.setFaults([]);
  await bench.clear();
});

interface Fault {
  readonly name: string;
  readonly effect: (each: Case) => FaultEffect;
  readonly expected: (each: Case) => { readonly state: string; readonly code: string };
  readonly deadlineMs?: number;
}

const failing: readonly Fault[] = [
  {
    name: "is denied",
    effect: () => ({ kind: "error", code: "AccessDenied" }),
    expected: ({ denied }) => ({ state: "denied", code: denied }),
  },
  {
    name: "answers 500",
    effect: () => ({ kind: "error", code: "InternalFailure", status: 500 }),
    expected: () => ({ state: "failed", code: "InternalFailure" }),
  },
  {
    name: "cuts the connection",
    effect: () => ({ kind: "cut" }),
    expected: () => ({ state: "failed", code: "Unreachable" }),
  },
  {
    name: "answers what cannot be read",
    effect: () => ({ kind: "malformed" }),
    expected: () => ({ state: "failed", code: "Malformed" }),
  },
  {
    name: "takes longer than the deadline",
    effect: () => ({ kind: "slow", ms: 1_500 }),
    expected: () => ({ state: "failed", code: "Deadline" }),
    deadlineMs: 300,
  },
];

/** In minutes. */
const nextDay = 24 * 60;

function strike(each: Case, effect: FaultEffect): void {
  simulator.setFaults([ruleFor(each, effect)]);
}

describe.each(cases)("$protocol: when $operation", (each) => {
  test.each(failing)("$name, the cause is recorded and what was known stays", async (fault) => {
    expect(seen(each, await bench.collect(each, 1))).toEqual(complete);
    const before = await bench.known(each, 1);
    expect(before.length).toBeGreaterThan(0);

    strike(each, fault.effect(each));
    const result = await bench.collect(
      each,
      2,
      fault.deadlineMs === undefined ? {} : { deadlineMs: fault.deadlineMs },
    );
    expect(seen(each, result)).toEqual({ ...fault.expected(each), action: each.action ?? each.operation });
    expect(await bench.known(each, 2)).toEqual(before);
    const stored = await loadEvidence(bench.pool, bench.accountOf(each), minutes(2));
    expect(stored.coverage.filter(({ kind }) => kind === each.kind)).toMatchObject([
      { state: fault.expected(each).state, cause: { action: each.action ?? each.operation } },
    ]);
  });

  test("names an item twice, it counts once", async () => {
    await bench.collect(each, 1);
    strike(each, { kind: "repeat" });
    expect(seen(each, await bench.collect(each, 2))).toEqual(complete);
    const after = await bench.known(each, 2);
    expect(after).toEqual(await bench.known(each, 1));
    expect(new Set(after).size).toBe(after.length);
  });

  test("answers that there is nothing, what was known is retired", async () => {
    await bench.collect(each, 1);
    strike(each, { kind: "empty" });
    // A day on: findings that can be asked for by change are compared as a whole once a night.
    expect(seen(each, await bench.collect(each, nextDay))).toEqual(complete);
    expect(await bench.known(each, nextDay)).toEqual([]);
    expect((await bench.known(each, 1)).length).toBeGreaterThan(0);
  });

  test("is under way and the run is cancelled, nothing is recorded", async () => {
    await bench.collect(each, 1);
    const before = await bench.known(each, 1);
    strike(each, { kind: "slow", ms: 1_500 });
    const cancel = new AbortController();
    const reading = bench.collect(each, 2, { signal: cancel.signal });
    setTimeout(() => cancel.abort(), 150);
    await expect(reading).rejects.toThrow(RunCancelled);
    expect(await bench.known(each, 2)).toEqual(before);
    const { coverage } = await loadEvidence(bench.pool, bench.accountOf(each), minutes(2));
    expect(coverage.find(({ kind }) => kind === each.kind)?.confirmedAt).toEqual(minutes(1));
  });
});
