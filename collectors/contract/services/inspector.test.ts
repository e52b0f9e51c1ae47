import {
  AssociateMemberCommand,
  DisableCommand,
  EnableCommand,
  Inspector2Client,
} from "@aws-sdk/client-inspector2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspector, inspectorPerAccount } from "#collectors/services/inspector2/inspector2.ts";
import { inspectorMembership } from "#collectors/services/inspector2/membership.ts";
import { expectProven } from "../expect-proven.ts";
import { openServiceBench, outcomes, type ServiceBench } from "./testing/service-bench.ts";

const region = "us-east-1";
const place = { region, credentials: { accessKeyId: "testing", secretAccessKey: "testing" } };
const member = "111122223333";

let bench: ServiceBench;
let client: Inspector2Client;
beforeAll(async () => {
  bench = await openServiceBench();
  client = new Inspector2Client(place);
  await client.send(new EnableCommand({ accountIds: [bench.accountId], resourceTypes: ["EC2", "ECR"] }));
});
afterAll(() => bench?.close());

test("moto knows its status and lacks its coverage", async () => {
  const seen = outcomes(await bench.collect(inspector, region));
  expect(seen["inspector.coverage"]).toMatch(/^failed inspector2:ListCoverage /);
});

test("an open path becomes a finding, and ends when it is not listed any more", async () => {
  const findingArn = `arn:aws:inspector2:${region}:${bench.accountId}:finding/f1`;
  const observed = Date.parse("2026-11-01T10:00:00Z") / 1_000;
  const path = {
    findingArn,
    awsAccountId: bench.accountId,
    type: "NETWORK_REACHABILITY",
    severity: "MEDIUM",
    status: "ACTIVE",
    title: "Port 22 is reachable from an Internet Gateway",
    description: "On the instance i-0f1 the port range 22-22 is reachable.",
    firstObservedAt: observed,
    lastObservedAt: observed,
    updatedAt: observed,
    remediation: { recommendation: { text: "Restrict access." } },
    resources: [{ id: "i-0f1", type: "AWS_EC2_INSTANCE", partition: "aws", region }],
    networkReachabilityDetails: {
      protocol: "TCP",
      openPortRange: { begin: 22, end: 22 },
      networkPath: { steps: [{ componentId: "igw-1", componentType: "AWS::EC2::InternetGateway" }] },
    },
  };
  // moto lists what it is told to.
  await fetch(`${process.env["AWS_ENDPOINT_URL"]}/moto-api/static/inspector2/findings-results`, {
    method: "POST",
    body: JSON.stringify({ results: [[path]], account_id: bench.accountId, region }),
  });
  const first = await bench.collect(inspectorPerAccount, region);
  expect(outcomes(first)).toEqual({ "inspector.finding": "complete" });
  expect([first.findingsOpened, first.findingsResolved]).toEqual([1, 0]);

  await client.send(new DisableCommand({ accountIds: [bench.accountId], resourceTypes: ["EC2", "ECR"] }));
  const off = await bench.collect(inspectorPerAccount, region);
  expect(outcomes(off)).toEqual({ "inspector.finding": "complete" });
  expect([off.findingsOpened, off.findingsResolved]).toEqual([0, 1]);
  await client.send(new EnableCommand({ accountIds: [bench.accountId], resourceTypes: ["EC2", "ECR"] }));
});

test("the administrator answers for its members and itself", async () => {
  await client.send(new AssociateMemberCommand({ accountId: member }));
  expect(outcomes(await bench.collect(inspectorMembership))).toEqual({ "inspector.membership": "complete" });
  expect([...(await bench.stored("inspector.membership")).values()]).toEqual([
    { region, administratorId: bench.accountId, accountIds: [member, bench.accountId] },
  ]);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, bench.answered);
});
