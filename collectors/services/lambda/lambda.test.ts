import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  type Bench,
  type Case,
  complete,
  date,
  openBench,
  ruleFor,
  seen,
} from "#collectors/runtime/testing/one-read.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";

let simulator: Simulator;
let bench: Bench;
let member: string;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 30, regions: 1, date, findingsPerAccount: 5 });
  const largest = simulator.accounts().toSorted((a, b) => functions(b.id).length - functions(a.id).length)[0];
  member = largest?.id ?? "";
  const management = accountNamed(simulator, "acme-management").id;
  bench = await openBench({ url: simulator.url, credentials: simulator.credentials, member, management });
});
afterAll(async () => {
  await bench?.close();
  await simulator?.stop();
});
beforeEach(async () => {
  simulator.setFaults([]);
  await bench.clear();
});

const policies: Case = {
  protocol: "restJson, one call a function",
  kind: "lambda.function-policy",
  operation: "lambda:GetPolicy",
  denied: "AccessDeniedException",
  throttling: { code: "TooManyRequestsException", status: 429 },
  region: "us-east-1",
};
/** One row a function, whatever it says. */
const functions = (account = member) =>
  simulator
    .truth()
    .filter(
      (row) =>
        row.control === "lambda-env-no-secrets" && row.account === account && row.region === policies.region,
    );

test("a function without a policy is a fact, and every function has one", async () => {
  expect(seen(policies, await bench.collect(policies, 1))).toEqual(complete);
  expect(await bench.known(policies, 1)).toEqual(
    functions()
      .map(({ resource }) => resource)
      .sort(),
  );
  expect(functions().length).toBeGreaterThan(1);
});

test("a policy that is denied is not one that is absent", async () => {
  simulator.setFaults([ruleFor(policies, { kind: "error", code: "AccessDenied", status: 403, times: 1 })]);
  const result = await bench.collect(policies, 1);
  expect(seen(policies, result)).toEqual({
    state: "partial",
    code: "AccessDeniedException",
    action: "lambda:GetPolicy",
  });
  expect(result.coverage.find(({ kind }) => kind === policies.kind)?.unseen).toHaveLength(1);
  expect(await bench.known(policies, 1)).toHaveLength(functions().length - 1);
});

test("the policies cost nothing else when all of them are denied", async () => {
  simulator.setFaults([ruleFor(policies, { kind: "error", code: "AccessDenied" })]);
  const result = await bench.collect(policies, 1);
  expect(seen(policies, result).state).toBe("denied");
  expect(seen({ ...policies, kind: "lambda.function" }, result)).toEqual(complete);
});
