import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  paginateDescribeSecurityGroups,
} from "@aws-sdk/client-ec2";
import { GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import {
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  IAMClient,
  paginateGetAccountAuthorizationDetails,
} from "@aws-sdk/client-iam";
import {
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListPolicies,
} from "@aws-sdk/client-organizations";
import { GetBucketPolicyCommand, paginateListBuckets, S3Client } from "@aws-sdk/client-s3";
import { paginateGetFindings, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "./server.ts";
import { accountNamed, asCollector, collect, inAccount, refusal } from "./test-clients.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 25, date: "2026-10-10" });
});
afterAll(() => simulator.stop());

function rows(control: string, account?: string) {
  return simulator
    .truth()
    .filter((row) => row.control === control && (account === undefined || row.account === account));
}

const members = () => simulator.accounts().filter(({ state }) => state === "ACTIVE");

async function report(account: string): Promise<Map<string, string>[]> {
  const iam = new IAMClient(inAccount(simulator, account));
  await iam.send(new GenerateCredentialReportCommand({}));
  await iam.send(new GetCredentialReportCommand({})).catch(() => undefined);
  const { Content } = await iam.send(new GetCredentialReportCommand({}));
  const [header = "", ...lines] = new TextDecoder().decode(Content).split("\n");
  const names = header.split(",");
  return lines.map((line) => new Map(line.split(",").map((cell, index) => [names[index] ?? "", cell])));
}

describe("the truth agrees with what the SDK shows", () => {
  test("iam-user-mfa is the report's mfa_active of every user but root", async () => {
    for (const { id } of members().slice(0, 8)) {
      const shown = (await report(id))
        .slice(1)
        .map((line) => [line.get("arn"), line.get("mfa_active") === "true" ? "pass" : "fail"]);
      expect(rows("iam-user-mfa", id).map(({ resource, verdict }) => [resource, verdict])).toEqual(shown);
    }
  });

  test("access-key-age-90d counts active keys only", async () => {
    const noon = Date.parse("2026-10-10T12:00:00Z");
    for (const { id } of members()) {
      const lines = (await report(id)).slice(1);
      for (const { resource, verdict } of rows("access-key-age-90d", id)) {
        const line = lines.find((one) => one.get("arn") === resource);
        const active = ["1", "2"].filter((n) => line?.get(`access_key_${n}_active`) === "true");
        const old = active.filter(
          (n) => noon - Date.parse(line?.get(`access_key_${n}_last_rotated`) ?? "") > 90 * 86_400_000,
        );
        const judged = old.length > 0 ? "fail" : "pass";
        expect(verdict).toBe(active.length === 0 ? "notApplicable" : judged);
      }
    }
  });

  test("an instance exposed by its second interface fails", async () => {
    const openTo = (range: { CidrIp?: string | undefined; CidrIpv6?: string | undefined }) =>
      range.CidrIp === "0.0.0.0/0" || range.CidrIpv6 === "::/0";
    let checked = 0;
    for (const { id } of members()) {
      const ec2 = new EC2Client(inAccount(simulator, id));
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
      const open = new Set(
        SecurityGroups.filter(({ IpPermissions = [] }) =>
          IpPermissions.some(({ IpRanges = [], Ipv6Ranges = [] }) =>
            [...IpRanges, ...Ipv6Ranges].some(openTo),
          ),
        ).map(({ GroupId }) => GroupId),
      );
      const { NetworkInterfaces = [] } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "status", Values: ["in-use"] }] }),
      );
      for (const eni of NetworkInterfaces.filter(({ Attachment }) => Attachment?.DeviceIndex === 1)) {
        if (!eni.Groups?.some(({ GroupId }) => open.has(GroupId))) continue;
        const resource = `arn:aws:ec2:us-east-1:${id}:instance/${eni.Attachment?.InstanceId}`;
        expect(rows("exposure-lb-nat-only", id).find((row) => row.resource === resource)?.verdict).toBe(
          "fail",
        );
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(0);
  });

  test("every spelling of an open admin port is among the failures, and half the internet is not", async () => {
    const failing = new Map(rows("sg-no-open-admin").map(({ resource, verdict }) => [resource, verdict]));
    const seen = new Map<string, Set<string | undefined>>();
    for (const { id, regions } of members()) {
      for (const region of regions) {
        const client = new EC2Client(inAccount(simulator, id, region));
        for await (const page of paginateDescribeSecurityGroups({ client, pageSize: 5 }, {})) {
          for (const group of page.SecurityGroups ?? []) {
            const text = JSON.stringify(
              group.IpPermissions?.map((rule) => [
                rule.IpProtocol,
                rule.FromPort,
                rule.ToPort,
                (rule.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
                (rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
              ]),
            );
            seen.set(text, (seen.get(text) ?? new Set()).add(failing.get(group.SecurityGroupArn ?? "")));
          }
        }
      }
    }
    const verdictOf = (...rules: unknown[]) => [...(seen.get(JSON.stringify(rules)) ?? [])];
    expect(verdictOf(["tcp", 22, 22, ["0.0.0.0/1", "128.0.0.0/1"], []])).toEqual(["fail"]);
    expect(verdictOf(["-1", null, null, ["0.0.0.0/0"], []])).toEqual(["fail"]);
    expect(verdictOf(["tcp", 0, 65535, [], ["::/0"]])).toEqual(["fail"]);
    expect(verdictOf(["tcp", 22, 22, ["0.0.0.0/1"], []])).toEqual(["pass"]);
    expect(verdictOf(["tcp", 23, 3388, ["0.0.0.0/0"], []])).toEqual(["pass"]);
    expect(verdictOf(["udp", 22, 22, ["0.0.0.0/0"], []])).toEqual(["pass"]);
  });

  test("terminated instances are listed by EC2 and unknown to the truth", async () => {
    let gone = 0;
    for (const { id, regions } of members()) {
      for (const region of regions) {
        const ec2 = new EC2Client(inAccount(simulator, id, region));
        const states = [{ Name: "instance-state-name", Values: ["terminated", "shutting-down"] }];
        const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters: states }));
        for (const { Instances = [] } of Reservations) {
          gone++;
          const resource = `arn:aws:ec2:${region}:${id}:instance/${Instances[0]?.InstanceId}`;
          expect(rows("ec2-imdsv2", id).some((row) => row.resource === resource)).toBe(false);
        }
      }
    }
    expect(gone).toBeGreaterThan(0);
  });

  test("a bucket without policy fails s3-policy-present, with NoSuchBucketPolicy to prove it", async () => {
    const bare = rows("s3-policy-present").filter(({ verdict }) => verdict === "fail");
    expect(bare.length).toBeGreaterThan(0);
    for (const { account, resource } of bare) {
      const client = new S3Client(inAccount(simulator, account));
      const Bucket = resource.replace("arn:aws:s3:::", "");
      const pages = await collect(paginateListBuckets({ client, pageSize: 2 }, {}));
      const region = pages
        .flatMap(({ Buckets = [] }) => Buckets)
        .find(({ Name }) => Name === Bucket)?.BucketRegion;
      const there = new S3Client(inAccount(simulator, account, region));
      expect((await refusal(there.send(new GetBucketPolicyCommand({ Bucket })))).name).toBe(
        "NoSuchBucketPolicy",
      );
    }
  });

  test("guardduty-enabled fails where there is no detector", async () => {
    for (const { account, region, verdict } of rows("guardduty-enabled")) {
      const guardduty = new GuardDutyClient(inAccount(simulator, account, region));
      const { DetectorIds = [] } = await guardduty.send(new ListDetectorsCommand({}));
      if (DetectorIds.length === 0) expect(verdict).toBe("fail");
    }
  });

  test("sandboxes lack the guardrails that production has", async () => {
    expect(rows("scp-guardrails", accountNamed(simulator, "payments-prod").id)[0]?.verdict).toBe("pass");
    expect(rows("scp-guardrails", accountNamed(simulator, "sandbox-bruno").id)[0]?.verdict).toBe("fail");
    const client = new OrganizationsClient(asCollector(simulator));
    const pages = await collect(
      paginateListPolicies({ client, pageSize: 2 }, { Filter: "SERVICE_CONTROL_POLICY" }),
    );
    const limits = pages
      .flatMap(({ Policies = [] }) => Policies)
      .find(({ Name }) => Name === "sandbox-limits");
    const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: limits?.Id }));
    expect(JSON.parse(Policy?.Content ?? "").Statement[0].Condition).toBeDefined();
  });
});

describe("paging gives everything once", () => {
  test("accounts", async () => {
    const pages = await collect(
      paginateListAccounts({ client: new OrganizationsClient(asCollector(simulator)), pageSize: 4 }, {}),
    );
    const ids = pages.flatMap(({ Accounts = [] }) => Accounts.map(({ Id }) => Id));
    expect(pages.length).toBeGreaterThan(3);
    expect(ids).toEqual(simulator.accounts().map(({ id }) => id));
  });

  test("authorization details", async () => {
    const client = new IAMClient(inAccount(simulator, accountNamed(simulator, "payments-prod").id));
    const read = async (pageSize: number) => {
      const pages = await collect(paginateGetAccountAuthorizationDetails({ client, pageSize }, {}));
      return pages.flatMap((page) =>
        [...(page.RoleDetailList ?? []), ...(page.Policies ?? [])].map(({ Arn }) => Arn),
      );
    };
    expect(await read(7)).toEqual(await read(1000));
  });

  test("findings of the whole organization, and only their own Region from elsewhere", async () => {
    const security = accountNamed(simulator, "security-tooling").id;
    const read = async (region: string) => {
      const client = new SecurityHubClient(inAccount(simulator, security, region));
      const pages = await collect(paginateGetFindings({ client, pageSize: 100 }, {}));
      return pages.flatMap(({ Findings = [] }) => Findings);
    };
    const all = await read("us-east-1");
    expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length);
    expect(new Set(all.map(({ AwsAccountId }) => AwsAccountId)).size).toBe(members().length);
    expect(new Set((await read("eu-west-1")).map(({ Region }) => Region))).toEqual(new Set(["eu-west-1"]));
  });
});
