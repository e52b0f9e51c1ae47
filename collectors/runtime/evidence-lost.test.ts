import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { type Bench, type Case, date, openBench, seen } from "./testing/one-read.ts";

let simulator: Simulator;
let bench: Bench;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 8, regions: 2, date, findingsPerAccount: 80 });
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

const refusals = { denied: "AccessDeniedException", throttling: { code: "Throttling", status: 400 } };

test("threats stay open when the detectors that list them could not be seen", async () => {
  const threats: Case = {
    protocol: "restJson",
    kind: "guardduty.finding",
    operation: "guardduty:GetFindings",
    region: "us-east-1",
    ...refusals,
  };
  simulator.setFaults([]);
  await bench.collect(threats, 1);
  const before = await bench.known(threats, 1);
  expect(before.length).toBeGreaterThan(0);
  simulator.setFaults([
    {
      service: "guardduty",
      operation: "ListDetectors",
      effect: { kind: "error", code: "AccessDeniedException", status: 403 },
    },
  ]);
  const result = await bench.collect(threats, 2);
  expect(seen(threats, result)).toEqual({
    state: "denied",
    code: "AccessDeniedException",
    action: "guardduty:ListDetectors",
  });
  expect(await bench.known(threats, 2)).toEqual(before);
});

test("Security Hub's one code for two things is a refusal unless it says that the account is not subscribed", async () => {
  const findings: Case = {
    protocol: "restJson",
    kind: "securityhub.finding",
    operation: "securityhub:GetFindings",
    region: "us-east-1",
    ...refusals,
  };
  simulator.setFaults([]);
  await bench.collect(findings, 3);
  const before = await bench.known(findings, 3);
  expect(before.length).toBeGreaterThan(0);
  const refused = (message: string) => [
    {
      service: "securityhub",
      operation: "GetFindings",
      effect: { kind: "error" as const, code: "InvalidAccessException", status: 401, message },
    },
  ];
  simulator.setFaults(refused("The account doesn't have permission to perform this action."));
  expect(seen(findings, await bench.collect(findings, 4))).toMatchObject({ state: "denied" });
  expect(await bench.known(findings, 4)).toEqual(before);
  simulator.setFaults(refused("Account 111122223333 is not subscribed to AWS Security Hub"));
  expect(seen(findings, await bench.collect(findings, 5))).toMatchObject({ state: "complete" });
});
