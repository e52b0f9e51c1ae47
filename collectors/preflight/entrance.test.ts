import { devNull } from "node:os";
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type RoleGate, startRoleGate } from "#collectors/worker/testing/role-gate.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed, inAccount } from "#simulator/test-clients.ts";
import { access, preflight } from "./testing/preflight.ts";

const externalId = "9f2c-postern";
const known = { access: { ...access, externalId } };
// A whole preflight each: seconds, and more where other suites share the processor.
vi.setConfig({ testTimeout: 60_000 });

let simulator: Simulator;
let gate: RoleGate;
beforeAll(async () => {
  simulator = await startSimulator({
    accounts: 6,
    regions: 1,
    date: "2026-11-20",
    findingsPerAccount: 2,
    externalId,
  });
  gate = await startRoleGate(simulator);
});
afterAll(async () => {
  await gate?.stop();
  await simulator?.stop();
});
afterEach(() => {
  simulator.setFaults([]);
  gate.closed.clear();
});

const idOf = (name: string) => accountNamed(simulator, name).id;
const active = () => simulator.accounts().filter(({ state }) => state === "ACTIVE");

describe("a role that cannot be assumed", () => {
  test("in one account closes that one: it says what to look at", async () => {
    gate.closed.add(idOf("network-hub"));
    const report = await preflight(gate.aws, known);
    expect(report.entered).toBe(active().length - 1);
    expect(report.missing).toEqual([]);
    expect(report.closedDoors).toEqual([
      {
        code: "AccessDenied",
        message: expect.stringContaining("sts:AssumeRole"),
        accounts: [idOf("network-hub")],
        check: [
          expect.stringMatching(
            /^The StackSet's instances in these accounts: PosternReadOnly may be missing/,
          ),
          expect.stringMatching(/ExternalId parameter/),
          expect.stringMatching(/CollectorRoleArn/),
          expect.stringMatching(/Service control policies/),
        ],
      },
    ]);
    expect(report.verdict.sentence).toBe(`1 of ${active().length} accounts cannot be entered.`);
  });

  test("in the management account alone is not the StackSet's fault", async () => {
    gate.closed.add(idOf("acme-management"));
    const { closedDoors } = await preflight(gate.aws, known);
    expect(closedDoors.map(({ check }) => check)).toEqual([
      [expect.stringMatching(/a StackSet never deploys there\. Deploy deploy\/management\.yaml/)],
    ]);
  });

  test("anywhere, for want of an ExternalId, names the variable", async () => {
    const report = await preflight(simulator);
    expect(report.entered).toBe(0);
    const ids = report.closedDoors.flatMap(({ accounts }) => accounts).sort();
    expect(ids).toEqual(
      active()
        .map(({ id }) => id)
        .sort(),
    );
    const checks = report.closedDoors.flatMap(({ check }) => check);
    expect(checks.some((line) => line.startsWith("POSTERN_EXTERNAL_ID: it is not set"))).toBe(true);
    // What was never reached is told apart from what is allowed.
    const never = report.notProbed.find(({ operation }) => operation === "iam:GetAccountSummary");
    expect(never?.reasons).toEqual(["The account it is asked in is not known or could not be entered."]);
  });

  test("because the worker's own policy lacks it gives the statement for that policy", async () => {
    const message =
      "User is not authorized to perform: sts:AssumeRole because no identity-based policy allows the sts:AssumeRole action";
    const effect = { kind: "error", code: "AccessDenied", status: 403, message } as const;
    simulator.setFaults([{ service: "sts", operation: "AssumeRole", effect: { ...effect } }]);
    const { statements } = await preflight(simulator, known);
    expect(statements).toEqual([
      {
        grantee: "worker",
        statement: {
          Sid: "EnterAccounts",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: "arn:aws:iam::*:role/PosternReadOnly",
        },
      },
    ]);
  });
});

test("no sight of the Organization: what to allow the worker, and no account is tried", async () => {
  simulator.setFaults([{ service: "organizations", effect: { kind: "error", code: "AccessDenied" } }]);
  const report = await preflight(simulator, known);
  expect(report.organization).toBeNull();
  expect(report.accounts).toEqual({});
  expect(report.statements.map(({ statement }) => statement.Action)).toEqual([
    [
      "organizations:DescribeOrganization",
      "organizations:ListDelegatedAdministrators",
      "organizations:ListPolicies",
      "organizations:ListRoots",
    ],
  ]);
  expect(report.verdict.sentence).toBe(
    "No account of the Organization could be listed, so that none was entered. 4 actions are denied.",
  );
});

describe("the queue of findings", () => {
  test("is read without taking anything out of it", async () => {
    const account = idOf("acme-management");
    const client = new SQSClient(inAccount(simulator, account));
    const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
    const QueueUrl = QueueUrls.find((url) => !url.endsWith(".fifo"));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
    const { threatQueue, verdict } = await preflight(simulator, { ...known, threatQueueUrl: QueueUrl });
    expect(threatQueue).toEqual({ url: QueueUrl, state: "allowed", message: "" });
    expect(verdict.state).toBe("ready");
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body }) => Body)).toEqual(["kept"]);
  });

  test("that does not exist is not ready", async () => {
    const threatQueueUrl = "https://sqs.us-east-1.amazonaws.com/111122223333/postern-threats";
    const { threatQueue, verdict, statements } = await preflight(simulator, { ...known, threatQueueUrl });
    expect(threatQueue?.state).toBe("unanswered");
    expect(threatQueue?.message).toContain("QueueDoesNotExist");
    expect(verdict.sentence).toBe("The queue of findings cannot be read.");
    expect(statements).toEqual([]);
  });

  test("that refuses the worker gives the statement to add", async () => {
    simulator.setFaults([
      { service: "sqs", operation: "ReceiveMessage", effect: { kind: "error", code: "AccessDenied" } },
    ]);
    const { statements } = await preflight(simulator, {
      ...known,
      threatQueueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/postern-threats",
    });
    expect(statements).toEqual([
      {
        grantee: "worker",
        statement: {
          Sid: "DrainThreats",
          Effect: "Allow",
          Action: ["sqs:DeleteMessage", "sqs:ReceiveMessage"],
          Resource: "arn:aws:sqs:eu-west-1:111122223333:postern-threats",
        },
      },
    ]);
  });
});

test("no credentials: nothing else is tried, and it says where to give them", async () => {
  const before = { ...process.env };
  simulator.resetCalls();
  try {
    const report = preflight(
      { url: simulator.url, credentials: { accessKeyId: "", secretAccessKey: "" } },
      known,
    );
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    });
    const { verdict, operations } = await report;
    expect(verdict.state).toBe("impossible");
    expect(verdict.sentence).toMatch(/^No usable AWS credentials: .*standard chain/);
    expect(operations).toEqual([]);
    expect(simulator.calls()).toEqual([]);
  } finally {
    process.env = before;
  }
});
