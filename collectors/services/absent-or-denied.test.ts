import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Bench,
  type Case,
  complete,
  date,
  openBench,
  ruleFor,
  seen,
} from "#collectors/runtime/testing/one-read.ts";
import type { FaultEffect } from "#simulator/runtime/faults.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { accountNamed } from "#simulator/test-clients.ts";

// What these services say when there is nothing, and what they say when they refuse: only the first is a fact.

let simulator: Simulator;
let bench: Bench;
let accountId: string;

const region = "us-east-1";

/** An account with two of each at least, though one topic is enough. */
function richAccount(): string {
  const rows = simulator.truth().filter((row) => row.region === region);
  const count = (account: string, part: string) =>
    rows.filter((row) => row.account === account && row.resource.includes(part)).length;
  const found = rows.find(
    ({ account }) =>
      [":sqs:", ":secret:"].every((part) => count(account, part) >= 2) &&
      count(account, ":sns:") >= 1 &&
      rows.filter((row) => row.account === account && row.control === "kms-rotation").length >= 2,
  );
  if (found === undefined) throw new Error("No account has enough for these tests.");
  return found.account;
}

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 60, regions: 2, date, findingsPerAccount: 5 });
  accountId = richAccount();
  const management = accountNamed(simulator, "acme-management").id;
  const { url, credentials } = simulator;
  bench = await openBench({ url, credentials, member: accountId, management });
});
afterAll(async () => {
  await bench?.close();
  await simulator?.stop();
});
beforeEach(async () => {
  simulator.setFaults([]);
  await bench.clear();
});

function caseOf(kind: string, operation: string, where: string | undefined = region): Case {
  return {
    protocol: "",
    kind,
    operation,
    denied: "",
    throttling: { code: "", status: 400 },
    region: where,
  };
}

function strike(each: Case, effect: FaultEffect): void {
  simulator.setFaults([ruleFor(each, effect)]);
}

const perItem = [
  { each: caseOf("sqs.queue", "sqs:GetQueueAttributes"), gone: "QueueDoesNotExist" },
  { each: caseOf("sns.topic", "sns:GetTopicAttributes"), gone: "NotFound" },
  {
    each: caseOf("secretsmanager.secret-policy", "secretsmanager:GetResourcePolicy"),
    gone: "ResourceNotFoundException",
  },
  {
    each: caseOf("secretsmanager.secret-policy", "secretsmanager:GetResourcePolicy"),
    gone: "InvalidRequestException",
  },
  { each: caseOf("kms.key", "kms:DescribeKey"), gone: "NotFoundException" },
  { each: caseOf("kms.key-policy", "kms:GetKeyPolicy"), gone: "NotFoundException" },
];

describe.each(perItem)("$each.operation", ({ each, gone }) => {
  test(`takes ${gone} for an item that is no more`, async () => {
    expect(seen(each, await bench.collect(each, 1))).toEqual(complete);
    const all = await bench.known(each, 1);
    expect(all.length).toBeGreaterThan(0);
    strike(each, { kind: "error", code: gone, status: 400, times: 1 });
    expect(seen(each, await bench.collect(each, 2))).toEqual(complete);
    expect(await bench.known(each, 2)).toHaveLength(all.length - 1);
  });

  test("keeps everything, and says so, where one item fails", async () => {
    await bench.collect(each, 1);
    const all = await bench.known(each, 1);
    strike(each, { kind: "error", code: "InternalFailure", status: 400, times: 1 });
    const { state, action } = seen(each, await bench.collect(each, 2));
    expect({ state, action }).toEqual({
      state: all.length > 1 ? "partial" : "failed",
      action: each.operation,
    });
    expect(await bench.known(each, 2)).toEqual(all);
  });
});

describe("the account's public access block", () => {
  const each = caseOf("s3.account-public-access-block", "s3control:GetPublicAccessBlock", undefined);

  test("that was never set blocks nothing", async () => {
    strike(each, { kind: "error", code: "NoSuchPublicAccessBlockConfiguration", status: 404 });
    expect(seen(each, await bench.collect(each, 1))).toEqual(complete);
    expect(await bench.known(each, 1)).toEqual([`account/${accountId}`]);
  });

  test("that may not be read is unknown, with the action that allows it", async () => {
    strike(each, { kind: "error", code: "AccessDenied" });
    expect(seen(each, await bench.collect(each, 1))).toEqual({
      state: "denied",
      code: "AccessDenied",
      action: "s3:GetAccountPublicAccessBlock",
    });
    expect(await bench.known(each, 1)).toEqual([]);
  });
});

test("keys that AWS manages, and secrets whose deletion is scheduled, are no facts", async () => {
  const keys = caseOf("kms.key", "kms:DescribeKey");
  simulator.resetCalls();
  await bench.collect(keys, 1);
  const judged = (control: string) =>
    simulator
      .truth()
      .filter((row) => row.control === control && row.account === accountId && row.region === region)
      .map(({ resource }) => resource)
      .sort();
  expect(await bench.known(keys, 1)).toEqual(judged("kms-rotation"));
  const described = simulator.calls().filter(({ operation }) => operation === "DescribeKey");
  expect(described.map(({ count }) => count)).toEqual([judged("kms-rotation").length]);
  const secrets = caseOf("secretsmanager.secret", "secretsmanager:ListSecrets");
  await bench.collect(secrets, 1);
  expect(await bench.known(secrets, 1)).toEqual(judged("secrets-rotation"));
});
