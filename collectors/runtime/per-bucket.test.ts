import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { s3TlsOnly } from "#lib/controls/data/s3-tls-only.ts";
import { evaluateAccount } from "#lib/evaluate/evaluate.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { type Bench, type Case, date, minutes, openBench, ruleFor, seen } from "./testing/one-read.ts";

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

const policies: Case = {
  protocol: "restXml, one call a bucket",
  kind: "s3.bucket-policy",
  operation: "s3:GetBucketPolicy",
  denied: "AccessDenied",
  throttling: { code: "SlowDown", status: 503 },
  region: undefined,
};
const denyOnce = ruleFor(policies, { kind: "error", code: "AccessDenied", status: 403, times: 1 });

test("one bucket that is denied is named as unseen, and the others are judged", async () => {
  simulator.setFaults([denyOnce]);
  const result = await bench.collect(policies, 1);
  expect(seen(policies, result)).toEqual({
    state: "partial",
    code: "AccessDenied",
    action: "s3:GetBucketPolicy",
  });
  const entry = result.coverage.find(({ kind }) => kind === policies.kind);
  expect(entry?.unseen).toHaveLength(1);
  const accountId = bench.accountOf(policies);
  const evidence = await loadEvidence(bench.pool, accountId, minutes(1));
  const buckets = evidence.facts.filter(({ kind }) => kind === "s3.bucket").map((fact) => fact.resourceId);
  expect(buckets.length).toBeGreaterThan(1);
  expect(await bench.known(policies, 1)).toEqual(
    buckets.filter((arn) => !entry?.unseen.includes(arn)).sort(),
  );

  const { tallies, judged } = evaluateAccount(
    {
      accountId,
      asOf: minutes(1),
      regions: [],
      ...evidence,
      organization: { facts: [], coverage: [] },
    },
    [s3TlsOnly],
  );
  const [tally] = tallies;
  expect(tally?.unknown).toBe(1);
  expect((tally?.passed ?? 0) + (tally?.failed ?? 0)).toBe(buckets.length - 1);
  expect(judged).toMatchObject([{ controlId: "s3-tls-only", unseen: entry?.unseen }]);
});

test("what was known of the bucket stays", async () => {
  await bench.collect(policies, 1);
  const before = await bench.known(policies, 1);
  simulator.setFaults([denyOnce]);
  expect(seen(policies, await bench.collect(policies, 2)).state).toBe("partial");
  expect(await bench.known(policies, 2)).toEqual(before);
});

test("when every bucket is denied nothing is called seen", async () => {
  simulator.setFaults([ruleFor(policies, { kind: "error", code: "AccessDenied" })]);
  const result = await bench.collect(policies, 1);
  const entry = result.coverage.find(({ kind }) => kind === policies.kind);
  expect(entry?.state).toBe("denied");
  expect(await bench.known(policies, 1)).toEqual([]);
});

test("when the buckets themselves cannot be listed, the reads that need them share the cause", async () => {
  const list = { ...policies, operation: "s3:ListBuckets" };
  simulator.setFaults([ruleFor(list, { kind: "error", code: "AccessDenied" })]);
  expect(seen(policies, await bench.collect(policies, 1))).toEqual({
    state: "denied",
    code: "AccessDenied",
    action: "s3:ListAllMyBuckets",
  });
});
