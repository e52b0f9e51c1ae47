import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { PreflightReport } from "#lib/inventory/preflight.ts";
import type { FaultRule } from "#simulator/runtime/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";
import { preflight } from "./testing/preflight.ts";

// A whole preflight each: seconds, and more where other suites share the processor.
vi.setConfig({ testTimeout: 60_000 });

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 8, regions: 1, date: "2026-11-20", findingsPerAccount: 2 });
});
afterAll(() => simulator?.stop());
afterEach(() => simulator.setFaults([]));

const activeIds = () =>
  simulator
    .accounts()
    .filter(({ state }) => state === "ACTIVE")
    .map(({ id }) => id)
    .sort();
const idOf = (name: string) => accountNamed(simulator, name).id;

function refuse(operation: string, account?: string): FaultRule {
  const [service, name] = operation.split(":");
  return { service, operation: name, account, effect: { kind: "error", code: "AccessDenied" } };
}

const deniedOf = ({ missing }: PreflightReport) =>
  missing.filter(({ state }) => state === "denied").map(({ action, accounts }) => ({ action, accounts }));
const reasonOf = ({ notProbed }: PreflightReport, operation: string) =>
  notProbed.find((each) => each.operation === operation)?.reasons;

describe("what is denied", () => {
  test("in one account is named with what it costs and what to add", async () => {
    const account = idOf("payments-prod");
    simulator.setFaults([refuse("iam:ListVirtualMFADevices", account)]);
    const report = await preflight(simulator);
    expect(report.missing).toEqual([
      {
        grantee: "member",
        action: "iam:ListVirtualMFADevices",
        operations: ["iam:ListVirtualMFADevices"],
        state: "denied",
        explicit: false,
        message: expect.stringMatching(/^AccessDenied: .*iam:ListVirtualMFADevices/),
        accounts: [account],
        kinds: ["iam.virtual-mfa-device"],
        controls: [
          {
            id: "root-hardware-mfa",
            title: "Root MFA is hardware",
          },
        ],
      },
    ]);
    expect(report.statements).toEqual([
      {
        grantee: "member",
        statement: {
          Sid: "ReadPosture",
          Effect: "Allow",
          Action: ["iam:ListVirtualMFADevices"],
          Resource: "*",
        },
      },
    ]);
    expect(report.verdict).toEqual({
      state: "lacking",
      sentence: "1 action is denied, in 1 of 7 accounts.",
    });
  });

  test("in all of them is said once, by the action's name, and what follows is not guessed at", async () => {
    simulator.setFaults([refuse("s3:ListBuckets"), refuse("kms:ListKeys")]);
    const report = await preflight(simulator);
    expect(deniedOf(report)).toEqual([
      { action: "kms:ListKeys", accounts: activeIds() },
      { action: "s3:ListAllMyBuckets", accounts: activeIds() },
    ]);
    const [, buckets] = report.missing;
    expect(buckets?.kinds).toEqual([
      "s3.bucket",
      "s3.bucket-encryption",
      "s3.bucket-object-lock",
      "s3.bucket-policy",
      "s3.bucket-policy-status",
      "s3.bucket-public-access-block",
      "s3.bucket-versioning",
    ]);
    expect(buckets?.controls.map(({ id }) => id)).toEqual([
      "resource-policy-no-public",
      "s3-policy-present",
      "s3-tls-only",
      "s3-bpa-bucket",
      "s3-versioning",
      "s3-mfa-delete",
      "required-tags",
    ]);
    expect(reasonOf(report, "s3:GetBucketPolicy")).toEqual(["It follows s3:ListBuckets, which was denied."]);
    expect(reasonOf(report, "kms:DescribeKey")).toEqual(["It follows kms:ListKeys, which was denied."]);
  });

  test("by API Gateway is allowed on its APIs alone", async () => {
    simulator.setFaults([refuse("apigateway:GetApis"), refuse("apigateway:GetRestApis")]);
    const { missing, statements } = await preflight(simulator);
    expect(missing.map(({ action, operations }) => [action, operations])).toEqual([
      ["apigateway:GET", ["apigateway:GetApis", "apigateway:GetRestApis"]],
    ]);
    expect(statements.map(({ statement }) => [statement.Action, statement.Resource])).toEqual([
      ["apigateway:GET", ["arn:aws:apigateway:*::/apis", "arn:aws:apigateway:*::/restapis"]],
    ]);
  });

  test("of the first item alone is that item's own affair", async () => {
    const account = idOf("payments-prod");
    const [service, operation] = ["s3", "GetBucketVersioning"];
    const once = { kind: "error", code: "AccessDenied", times: 1 } as const;
    simulator.setFaults([{ service, operation, account, effect: once }]);
    expect((await preflight(simulator)).missing).toEqual([]);
  });

  test("by an explicit deny is not mended by a statement", async () => {
    const message =
      "User is not authorized to perform: sns:ListTopics with an explicit deny in a service control policy";
    const effect = { kind: "error", code: "AuthorizationError", status: 403, message } as const;
    simulator.setFaults([{ service: "sns", operation: "ListTopics", effect }]);
    const report = await preflight(simulator);
    expect(report.missing.map(({ action, explicit }) => [action, explicit])).toEqual([
      ["sns:ListTopics", true],
    ]);
    expect(report.statements).toEqual([]);
  });

  test("a service that is off is not a service that refuses", async () => {
    simulator.setFaults([
      {
        service: "macie2",
        operation: "GetMacieSession",
        effect: {
          kind: "error",
          code: "AccessDeniedException",
          status: 403,
          message: "Macie is not enabled.",
        },
      },
    ]);
    expect((await preflight(simulator)).missing).toEqual([]);
  });

  test("at the Organization's own operations belongs to the worker's policy", async () => {
    simulator.setFaults([refuse("organizations:ListDelegatedAdministrators")]);
    const report = await preflight(simulator);
    expect(deniedOf(report)).toEqual([{ action: "organizations:ListDelegatedAdministrators", accounts: [] }]);
    expect(report.statements.map(({ grantee }) => grantee)).toEqual(["worker"]);
    // Nobody is known to administer anything: every account must be able to answer for itself.
    expect(report.administrators.every(({ account }) => account === null)).toBe(true);
  });
});

test("without an administrator every account is asked for its own findings", async () => {
  simulator.resetCalls();
  simulator.setFaults([
    { service: "organizations", operation: "ListDelegatedAdministrators", effect: { kind: "empty" } },
    refuse("guardduty:ListFindings", idOf("payments-prod")),
  ]);
  const report = await preflight(simulator);
  expect(report.administrators.filter(({ account }) => account !== null)).toEqual([]);
  expect(deniedOf(report)).toEqual([{ action: "guardduty:ListFindings", accounts: [idOf("payments-prod")] }]);
  const asked = simulator
    .calls()
    .filter(({ service, operation }) => `${service}:${operation}` === "guardduty:ListFindings");
  expect(asked.length).toBeGreaterThan(1);
});

test("what does not answer is neither allowed nor denied", async () => {
  simulator.setFaults([{ service: "sqs", operation: "ListQueues", effect: { kind: "cut" } }]);
  const report = await preflight(simulator);
  expect(report.missing.map(({ action, state, accounts }) => ({ action, state, accounts }))).toEqual([
    { action: "sqs:ListQueues", state: "unanswered", accounts: activeIds() },
  ]);
  expect(report.statements).toEqual([]);
  expect(report.verdict.sentence).toBe("1 action is without a usable answer, in 7 of 7 accounts.");
});
