import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { type Bench, cases, complete, date, openBench, ruleFor, seen } from "./testing/one-read.ts";

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

// The SDK waits longer and longer: every protocol at the same time, or this takes a minute.

test("throttled for good: the cause is recorded and what was known stays, in every protocol", async () => {
  await Promise.all(cases.map((each) => bench.collect(each, 1)));
  simulator.setFaults(cases.map((each) => ruleFor(each, { kind: "throttle", probability: 1 })));
  await Promise.all(
    cases.map(async (each) => {
      expect(seen(each, await bench.collect(each, 2)), each.protocol).toEqual({
        state: "throttled",
        code: each.throttling.code,
        action: each.action ?? each.operation,
      });
      const before = await bench.known(each, 1);
      expect(before.length).toBeGreaterThan(0);
      expect(await bench.known(each, 2)).toEqual(before);
    }),
  );
}, 60_000);

test("throttled twice and then answered: everything is seen, in every protocol", async () => {
  simulator.setFaults(cases.map((each) => ruleFor(each, { kind: "error", ...each.throttling, times: 2 })));
  await Promise.all(
    cases.map(async (each) => {
      expect(seen(each, await bench.collect(each, 1)), each.protocol).toEqual(complete);
      expect((await bench.known(each, 1)).length).toBeGreaterThan(0);
    }),
  );
}, 60_000);
