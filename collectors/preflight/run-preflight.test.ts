import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { allCollectors } from "#collectors/registry.ts";
import { declaredOperations } from "#collectors/runtime/access-policy.ts";
import { RunCancelled } from "#collectors/runtime/failure.ts";
import type { PreflightReport } from "#lib/inventory/preflight.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { preflight } from "./testing/preflight.ts";

// A whole preflight each: seconds, and more where other suites share the processor.
vi.setConfig({ testTimeout: 60_000 });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 12, regions: 2, date: "2026-11-20", findingsPerAccount: 5 });
});
afterAll(() => simulator?.stop());

const active = () => simulator.accounts().filter(({ state }) => state === "ACTIVE");
const activeIds = () =>
  active()
    .map(({ id }) => id)
    .sort();
const idOf = (name: string) => accountNamed(simulator, name).id;

const reasonOf = ({ notProbed }: PreflightReport, operation: string) =>
  notProbed.find((each) => each.operation === operation)?.reasons;

describe("where everything is allowed", () => {
  let report: PreflightReport;
  let calls: ReturnType<Simulator["calls"]>;
  let before: unknown;
  beforeAll(async () => {
    before = [simulator.truth(), simulator.accounts()];
    simulator.resetCalls();
    report = await preflight(simulator);
    calls = simulator.calls();
  });

  test("it says so, of every ACTIVE account", () => {
    expect(active()).toHaveLength(11);
    expect(report.verdict).toEqual({
      state: "ready",
      sentence: "Postern can enter all 11 accounts, and nothing that it asked for was refused.",
    });
    expect(report.missing).toEqual([]);
    expect(report.statements).toEqual([]);
    expect(report.closedDoors).toEqual([]);
    expect(Object.keys(report.accounts).sort()).toEqual(activeIds());
  });

  test("every declared operation was allowed, or not probed for a reason", () => {
    expect([...new Set(report.operations.map(({ operation }) => operation))].sort()).toEqual(
      declaredOperations(allCollectors),
    );
    expect(report.operations.filter(({ denied, unanswered }) => denied + unanswered > 0)).toEqual([]);
    const untold = report.operations.filter(
      ({ operation, allowed }) => allowed === 0 && (reasonOf(report, operation) ?? []).length === 0,
    );
    expect(untold).toEqual([]);
    // Reports that IAM would have to make, a third key of a user, an older endpoint's way to tell a bucket's Region.
    expect(report.notProbed.map(({ operation }) => operation)).toEqual([
      "iam:GenerateCredentialReport",
      "iam:GenerateServiceLastAccessedDetails",
      "iam:GetAccessKeyLastUsed",
      "iam:GetCredentialReport",
      "iam:GetServiceLastAccessedDetails",
      "s3:GetBucketLocation",
    ]);
  });

  test("it only reads, a few calls of each operation, and leaves the Organization as it was", () => {
    expect(
      calls.filter(({ operation }) => !/^(Get|List|Describe|BatchGet|Select|AssumeRole)/.test(operation)),
    ).toEqual([]);
    // A read asks for three items at the most, and four reads of the security account share an operation.
    expect(
      calls.filter(({ service, count }) => count > 4 && service !== "organizations" && service !== "sts"),
    ).toEqual([]);
    const workload = idOf("payments-prod");
    const ofOne = calls.filter(({ account }) => account === workload);
    expect(ofOne.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(130);
    expect([simulator.truth(), simulator.accounts()]).toEqual(before);
  });

  test("a member is asked in one Region, S3's buckets apart, which are where they are", () => {
    const workload = idOf("payments-prod");
    const regional = calls.filter(({ account, service }) => account === workload && service !== "s3");
    expect([...new Set(regional.map(({ region }) => region))]).toEqual(["us-east-1"]);
  });

  test("it names who administers what", () => {
    const account = { id: idOf("security-tooling"), name: "security-tooling" };
    expect(report.administrators.map(({ service }) => service)).toEqual([
      "access-analyzer.amazonaws.com",
      "config-multiaccountsetup.amazonaws.com",
      "config.amazonaws.com",
      "guardduty.amazonaws.com",
      "inspector2.amazonaws.com",
      "securityhub.amazonaws.com",
      "sso.amazonaws.com",
    ]);
    expect(report.administrators.every((each) => each.account?.id === account.id)).toBe(true);
    expect(report.administrators[0]?.account).toEqual(account);
    // Members are not asked for what the administrator answers.
    const asked = calls.filter(({ operation }) => operation === "GetFindings");
    expect(new Set(asked.map((call) => call.account))).toEqual(new Set([account.id]));
  });

  test("Regions that collection keeps to are kept to", async () => {
    simulator.resetCalls();
    await preflight(simulator, { regions: ["eu-west-1"] });
    const asked = simulator.calls().filter(({ operation }) => operation === "DescribeSecurityGroups");
    expect(new Set(asked.map(({ region }) => region))).toEqual(new Set(["eu-west-1"]));
  });
});

test("ends when it is told to, and asks nothing more", async () => {
  simulator.resetCalls();
  const stop = new AbortController();
  const report = preflight(simulator, {
    concurrency: 1,
    signal: stop.signal,
    onProgress: async ({ done }) => {
      if (done === 1) stop.abort();
    },
  });
  await expect(report).rejects.toThrow(RunCancelled);
  const asked = simulator.calls().filter(({ operation }) => operation === "ListTopics");
  expect(new Set(asked.map(({ account }) => account)).size).toBeLessThanOrEqual(2);
});

test("what goes wrong in an account while an earlier one still answers ends it, once", async () => {
  const [account] = activeIds();
  const effect = { kind: "slow", ms: 2_000 } as const;
  simulator.setFaults([{ service: "sns", operation: "ListTopics", account, effect }]);
  const report = preflight(simulator, {
    concurrency: 2,
    onProgress: async ({ done }) => {
      if (done > 0) throw new Error("Progress cannot be stored.");
    },
  });
  await expect(report).rejects.toThrow("Progress cannot be stored.");
  simulator.setFaults([]);
});
