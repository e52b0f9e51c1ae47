import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { GetAccountSummaryCommand, GetCredentialReportCommand, IAMClient } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetFindingsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../server.ts";
import { accountNamed, asCollector, inAccount, refusal } from "../test-clients.ts";
import { parseFaults } from "./faults.ts";

let simulator: Simulator;
let member: string;
let other: string;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 8, date: "2026-11-20" });
  member = accountNamed(simulator, "payments-prod").id;
  other = accountNamed(simulator, "log-archive").id;
});
beforeEach(() => {
  simulator.setFaults([]);
  simulator.resetCalls();
});
afterAll(() => simulator.stop());

const summary = (account: string) =>
  new IAMClient(inAccount(simulator, account)).send(new GetAccountSummaryCommand({}));

describe("an error strikes only the calls its rule names", () => {
  test("one account, the other is untouched", async () => {
    simulator.setFaults([
      { service: "iam", account: member, effect: { kind: "error", code: "AccessDenied" } },
    ]);
    expect((await refusal(summary(member))).name).toBe("AccessDenied");
    expect((await summary(other)).SummaryMap).toBeDefined();
  });

  test("so many times, and no more", async () => {
    simulator.setFaults([{ effect: { kind: "error", code: "InternalFailure", status: 500, times: 2 } }]);
    expect(await refusal(summary(member))).toMatchObject({ name: "InternalFailure", status: 500 });
    await refusal(summary(member));
    expect((await summary(member)).SummaryMap).toBeDefined();
  });
});

describe("an answer that AWS would not give", () => {
  const vpcs = async () => {
    const { Vpcs = [] } = await new EC2Client(inAccount(simulator, member)).send(new DescribeVpcsCommand({}));
    return Vpcs.map(({ VpcId }) => VpcId);
  };

  test("names an item twice", async () => {
    const before = await vpcs();
    simulator.setFaults([{ operation: "DescribeVpcs", effect: { kind: "repeat" } }]);
    expect(await vpcs()).toEqual([...before, before[0]]);
  });

  test("has other text in its body", async () => {
    const [first = ""] = await vpcs();
    simulator.setFaults([
      { operation: "DescribeVpcs", effect: { kind: "replace", find: first, with: "a &lt;b&gt; c" } },
    ]);
    expect((await vpcs())[0]).toBe("a <b> c");
  });
});

test.each([
  [
    "iam",
    "AccessDenied",
    403,
    () => new IAMClient(inAccount(simulator, member)).send(new GetCredentialReportCommand({})),
  ],
  [
    "ec2",
    "UnauthorizedOperation",
    403,
    () => new EC2Client(inAccount(simulator, member)).send(new DescribeVpcsCommand({})),
  ],
  [
    "s3",
    "AccessDenied",
    403,
    () => new S3Client(inAccount(simulator, member)).send(new ListBucketsCommand({})),
  ],
  [
    "organizations",
    "AccessDeniedException",
    400,
    () => new OrganizationsClient(asCollector(simulator)).send(new DescribeOrganizationCommand({})),
  ],
  [
    "securityhub",
    "AccessDeniedException",
    403,
    () => new SecurityHubClient(inAccount(simulator, member)).send(new GetFindingsCommand({})),
  ],
  [
    "guardduty",
    "AccessDeniedException",
    403,
    () => new GuardDutyClient(inAccount(simulator, member)).send(new GetDetectorCommand({ DetectorId: "x" })),
  ],
])("%s says it is denied in its own words", async (service, name, status, call) => {
  simulator.setFaults([{ service, effect: { kind: "error", code: "AccessDenied" } }]);
  const refused = await refusal(call());
  expect(refused).toMatchObject({ name, status });
  expect(refused.message).toMatch(
    new RegExp(`User: arn:aws:\\S+ is not authorized to perform: ${service}:[A-Z]\\w+`),
  );
});

test.each([
  ["iam", "Throttling", () => summary(member)],
  [
    "ec2",
    "RequestLimitExceeded",
    () => new EC2Client(inAccount(simulator, member)).send(new DescribeVpcsCommand({})),
  ],
  ["s3", "SlowDown", () => new S3Client(inAccount(simulator, member)).send(new ListBucketsCommand({}))],
  [
    "securityhub",
    "TooManyRequestsException",
    () => new SecurityHubClient(inAccount(simulator, member)).send(new GetFindingsCommand({})),
  ],
])("%s throttles in its own words", async (service, name, call) => {
  simulator.setFaults([{ service, effect: { kind: "throttle", probability: 1 } }]);
  expect((await refusal(call())).name).toBe(name);
});

test("a cut connection gives no status at all", async () => {
  simulator.setFaults([{ effect: { kind: "cut" } }]);
  expect((await refusal(summary(member))).status).toBeUndefined();
});

test("a malformed body does not parse", async () => {
  simulator.setFaults([{ effect: { kind: "malformed" } }]);
  const call = new SecurityHubClient(inAccount(simulator, member)).send(new GetFindingsCommand({}));
  expect((await refusal(call)).name).toBe("SyntaxError");
});

test("calls are counted by service, operation, account and Region, refused ones too", async () => {
  simulator.setFaults([{ effect: { kind: "error", code: "AccessDenied", times: 1 } }]);
  await refusal(summary(member));
  await summary(member);
  expect(simulator.calls()).toEqual([
    // The same question twice.
    {
      service: "iam",
      operation: "GetAccountSummary",
      account: member,
      region: "us-east-1",
      count: 2,
      distinct: 1,
    },
  ]);
});

test("rules from a file are checked and the wrong field is named", () => {
  expect(() => parseFaults([{ effect: { kind: "slow", ms: "fast" } }])).toThrow(/ms/);
});

test("token buckets answer the burst and refuse what follows", async () => {
  const throttled = await startSimulator({ accounts: 3, date: "2026-11-20", throttle: true });
  try {
    const organizations = new OrganizationsClient(asCollector(throttled));
    const call = () => organizations.send(new DescribeOrganizationCommand({}));
    await call();
    await call();
    expect((await refusal(call())).name).toBe("TooManyRequestsException");
  } finally {
    await throttled.stop();
  }
});

test("faults, calls, date and truth are reachable over HTTP", async () => {
  const put = (path: string, body: unknown) =>
    fetch(`${simulator.url}/_simulator/${path}`, { method: "PUT", body: JSON.stringify(body) });
  expect((await put("faults", [{ effect: { kind: "error", code: "Busy", status: 503 } }])).status).toBe(200);
  expect((await refusal(summary(member))).name).toBe("Busy");
  expect((await put("faults", [{ effect: { kind: "explode" } }])).status).toBe(400);
  expect((await put("date", { date: "not a date" })).status).toBe(400);
  expect((await put("date", { date: "2020-01-01" })).status).toBe(400);
  const truth: unknown = await (await fetch(`${simulator.url}/_simulator/truth`)).json();
  expect(truth).toEqual(simulator.truth());
});
