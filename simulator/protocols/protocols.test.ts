import {
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { GetAccountAuthorizationDetailsCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import {
  ListAccountsCommand,
  ListHandshakesForOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import {
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  ListBucketsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetFindingsCommand, GetInsightsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../server.ts";
import { accountNamed, asCollector, inAccount, refusal } from "../test-clients.ts";

let simulator: Simulator;
let member: string;
let security: string;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 8, date: "2026-11-20", externalId: "e-1" });
  member = accountNamed(simulator, "payments-prod").id;
  security = accountNamed(simulator, "security-tooling").id;
});
afterAll(() => simulator.stop());

describe("answers in each protocol", () => {
  test("query: nested lists, dates and text survive", async () => {
    const iam = new IAMClient(inAccount(simulator, member));
    const details = await iam.send(
      new GetAccountAuthorizationDetailsCommand({ Filter: ["Role"], MaxItems: 1000 }),
    );
    const role = details.RoleDetailList?.find(({ RoleName }) => RoleName === "app-server");
    expect(role?.CreateDate).toBeInstanceOf(Date);
    expect(role?.InstanceProfileList?.[0]?.Roles?.[0]?.RoleName).toBe("app-server");
    expect(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "")).Statement).toHaveLength(1);
    expect(details.UserDetailList).toEqual([]);
    expect(details.IsTruncated).toBe(false);
  });

  test("ec2Query: filters arrive and only matching items return", async () => {
    const ec2 = new EC2Client(inAccount(simulator, member));
    const states = ["stopped", "terminated"];
    const { Reservations = [] } = await ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: "instance-state-name", Values: ["running"] }] }),
    );
    expect(Reservations.length).toBeGreaterThan(0);
    for (const { Instances = [] } of Reservations) expect(states).not.toContain(Instances[0]?.State?.Name);
  });

  test("awsJson: input and paging", async () => {
    const organizations = new OrganizationsClient(asCollector(simulator));
    const { Accounts = [], NextToken } = await organizations.send(new ListAccountsCommand({ MaxResults: 3 }));
    expect(Accounts).toHaveLength(3);
    expect(Accounts[0]?.JoinedTimestamp).toBeInstanceOf(Date);
    expect(NextToken).toBeDefined();
  });

  test("restJson: path labels, query and renamed members", async () => {
    const guardduty = new GuardDutyClient(inAccount(simulator, security));
    const { DetectorIds = [] } = await guardduty.send(new ListDetectorsCommand({}));
    const detector = await guardduty.send(new GetDetectorCommand({ DetectorId: DetectorIds[0] }));
    expect(detector.Status).toBe("ENABLED");
  });

  test("restXml: lists, payloads and the bare location", async () => {
    const s3 = new S3Client(inAccount(simulator, member));
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    for (const { Name, BucketRegion } of Buckets) {
      const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: Name }));
      expect(LocationConstraint ?? "us-east-1").toBe(BucketRegion);
    }
  });
});

describe("refusals in each protocol carry the service's own name and status", () => {
  const nobody = "000000000001";
  test.each([
    [
      "query",
      () => new IAMClient(inAccount(simulator, nobody)).send(new ListUsersCommand({})),
      "InvalidClientTokenId",
      403,
    ],
    [
      "ec2Query",
      () => new EC2Client(inAccount(simulator, member, "af-south-1")).send(new DescribeRegionsCommand({})),
      "OptInRequired",
      401,
    ],
    [
      "awsJson",
      () => new OrganizationsClient(inAccount(simulator, member)).send(new ListAccountsCommand({})),
      "AccessDeniedException",
      400,
    ],
    [
      "restJson",
      () =>
        new GuardDutyClient(inAccount(simulator, member)).send(new GetDetectorCommand({ DetectorId: "x" })),
      "BadRequestException",
      400,
    ],
    [
      "restXml",
      () =>
        new S3Client(inAccount(simulator, member)).send(new GetBucketPolicyCommand({ Bucket: "not-there" })),
      "NoSuchBucket",
      404,
    ],
  ])("%s", async (_protocol, call, name, status) => {
    expect(await refusal(call())).toMatchObject({ name, status });
  });

  test.each([
    ["iam:ListUsers", () => new IAMClient(inAccount(simulator, member)).send(new ListUsersCommand({}))],
    [
      "ec2:DescribeVolumes",
      () => new EC2Client(inAccount(simulator, member)).send(new DescribeVolumesCommand({})),
    ],
    [
      "organizations:ListHandshakesForOrganization",
      () =>
        new OrganizationsClient(asCollector(simulator)).send(new ListHandshakesForOrganizationCommand({})),
    ],
    [
      "securityhub:GetInsights",
      () => new SecurityHubClient(inAccount(simulator, member)).send(new GetInsightsCommand({})),
    ],
    [
      "s3:GetBucketTagging",
      () => new S3Client(inAccount(simulator, member)).send(new GetBucketTaggingCommand({ Bucket: "b" })),
    ],
  ])("an operation that is not served is named: %s", async (action, call) => {
    const { message, status } = await refusal(call());
    expect(message).toContain(action);
    expect(status).toBe(400);
  });
});

describe("sessions", () => {
  const role = (account: string, name = "PosternReadOnly") => `arn:aws:iam::${account}:role/${name}`;
  const assume = (RoleArn: string, ExternalId?: string) =>
    new STSClient(asCollector(simulator)).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "collect", ...(ExternalId && { ExternalId }) }),
    );

  test("an assumed role acts in its account under its own name", async () => {
    const { Credentials: keys } = await assume(role(member), "e-1");
    const sts = new STSClient({
      ...asCollector(simulator),
      credentials: { accessKeyId: keys?.AccessKeyId ?? "", secretAccessKey: keys?.SecretAccessKey ?? "" },
    });
    const caller = await sts.send(new GetCallerIdentityCommand({}));
    expect(caller.Account).toBe(member);
    expect(caller.Arn).toBe(`arn:aws:sts::${member}:assumed-role/PosternReadOnly/collect`);
  });

  test("suspended account, wrong role and wrong external id are refused", async () => {
    const suspended = accountNamed(simulator, "legacy-erp");
    expect(suspended.state).toBe("SUSPENDED");
    for (const call of [
      assume(role(suspended.id), "e-1"),
      assume(role(member, "Other"), "e-1"),
      assume(role(member), "e-2"),
    ]) {
      expect(await refusal(call)).toMatchObject({ name: "AccessDenied", status: 403 });
    }
  });
});

test("a token of one listing is refused by another", async () => {
  const hub = new SecurityHubClient(inAccount(simulator, security));
  const first = await hub.send(new GetFindingsCommand({ MaxResults: 5 }));
  const other = new GetFindingsCommand({
    MaxResults: 5,
    NextToken: first.NextToken,
    Filters: { RecordState: [{ Value: "ARCHIVED", Comparison: "EQUALS" }] },
  });
  expect(await refusal(hub.send(other))).toMatchObject({ name: "InvalidInputException", status: 400 });
});
