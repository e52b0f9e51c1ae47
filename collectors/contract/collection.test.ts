import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyAccountCalls } from "#collectors/generate-docs.ts";
import { controls } from "#lib/controls/registry.ts";
import { regionalKinds } from "#lib/inventory/kinds.ts";
import { listActiveAccounts } from "#lib/store/organization.ts";
import { type Collected, collectWorld, regions } from "./collected.ts";
import { expectProven } from "./expect-proven.ts";
import { expectedGaps } from "./expected/gaps.ts";
import { expectedFindings, expectedVerdicts } from "./expected.ts";
import { answeredOtherwise, lacking } from "./missing-operations.ts";
import { factCounts, findingsOf, gaps, payloadsOf, verdictsOf } from "./stored.ts";
import { outsideAccount } from "./world/identity.ts";
import { managementAccountId } from "./world/place.ts";
import { buckets } from "./world/storage.ts";

let collected: Collected;
beforeAll(async () => {
  collected = await collectWorld();
}, 180_000);
afterAll(() => collected?.close());

describe("the organization", () => {
  test("has its accounts where they hang in the tree", async () => {
    const { pool, world } = collected;
    const workloads = `${world.rootId}/${world.workloadsId}`;
    const accounts = await payloadsOf(pool, managementAccountId, "organizations.account");
    expect(Object.fromEntries([...accounts.values()].map((account) => [account.id, account.ouPath]))).toEqual(
      {
        [managementAccountId]: world.rootId,
        [world.accounts.production]: `${workloads}/${world.productionId}`,
        [world.accounts.sandbox]: `${world.rootId}/${world.sandboxesId}`,
        [world.accounts.security]: workloads,
      },
    );
    expect((await listActiveAccounts(pool)).map((account) => account.id).sort()).toEqual(
      [managementAccountId, ...Object.values(world.accounts)].sort(),
    );
  });

  test("has its policies with the targets they are attached to", async () => {
    const { pool, world } = collected;
    const policies = await payloadsOf(pool, managementAccountId, "organizations.policy");
    const targets = new Map([...policies.values()].map((policy) => [policy.name, policy.targetIds]));
    expect(targets.get("guardrails")).toEqual([world.workloadsId]);
    expect(targets.get("regions")).toEqual([world.sandboxesId]);
    expect(targets.get("stay")).toEqual([world.accounts.sandbox]);
    expect([...targets.keys()].sort()).toEqual(["FullAWSAccess", "guardrails", "regions", "stay"]);
    const [organization] = (
      await payloadsOf(pool, managementAccountId, "organizations.organization")
    ).values();
    expect(organization).toMatchObject({
      id: world.organizationId,
      managementAccountId,
      featureSet: "ALL",
      enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
    });
  });

  test("has its delegated administrator", async () => {
    const administrators = await payloadsOf(
      collected.pool,
      managementAccountId,
      "organizations.delegated-administrator",
    );
    expect([...administrators.values()]).toEqual([
      { accountId: collected.world.accounts.security, services: ["guardduty.amazonaws.com"] },
    ]);
  });
});

describe("facts", () => {
  test("of every kind that production holds", async () => {
    const { pool, world } = collected;
    const global = await factCounts(pool, world.accounts.production, "global");
    expect(global).toMatchObject({
      "iam.user": 3,
      "iam.group": 1,
      "iam.role": 9,
      // AWS's own policies come only where they are attached: one of more than a thousand.
      "iam.policy": 7,
      "iam.instance-profile": 1,
      "iam.credential": 3,
      "iam.account-summary": 1,
      "iam.virtual-mfa-device": 1,
      "s3.bucket": 4,
      "s3.bucket-policy": 4,
      "s3.bucket-policy-status": 4,
      "s3.bucket-public-access-block": 4,
      "s3.bucket-versioning": 4,
      "s3.bucket-encryption": 4,
      "s3.bucket-object-lock": 4,
    });
    expect(await factCounts(pool, world.accounts.production, "us-east-1")).toMatchObject({
      "ec2.instance": 2,
      // web, legacy, the NAT gateway and the endpoint of Secrets Manager
      "ec2.network-interface": 4,
      // default of two VPCs, and five
      "ec2.security-group": 7,
      "ec2.vpc": 2,
      // six of the default VPC, and one
      "ec2.subnet": 7,
      // default of two VPCs, and one
      "ec2.network-acl": 3,
      "ec2.nat-gateway": 1,
      "ec2.vpc-endpoint": 3,
      "ec2.endpoint-service": 2,
      "ec2.flow-log": 1,
      "ec2.launch-template": 2,
      "guardduty.detector": 1,
      "securityhub.hub": 1,
      "kms.key": 2,
      "secretsmanager.secret": 2,
      "sqs.queue": 2,
      "sns.topic": 1,
      "ecr.repository": 2,
      "apigateway.rest-api": 1,
      "lambda.function": 2,
      "ecs.task-definition": 2,
      "eks.cluster": 2,
      "rds.instance": 2,
      "ssm.parameter": 3,
      "cloudtrail.trail": 1,
      "events.rule": 2,
    });
  });

  test("in detail: identity", async () => {
    const { pool, world } = collected;
    const account = world.accounts.production;
    const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;
    const policies = await payloadsOf(pool, account, "iam.policy");
    const notes = policies.get(`${user("alice")}#own notes`);
    expect(JSON.parse(notes?.document ?? "").Statement[0].Resource).toBe("arn:aws:s3:::notes/100%/*");
    expect(policies.get(`arn:aws:iam::${account}:policy/spare-everything`)?.attachmentCount).toBe(0);
    const devices = await payloadsOf(pool, account, "iam.virtual-mfa-device");
    expect([...devices.values()].map((device) => device.userArn)).toEqual([user("alice")]);
    const profiles = await payloadsOf(pool, account, "iam.instance-profile");
    expect([...profiles.values()].map((profile) => profile.roleArns)).toEqual([
      [`arn:aws:iam::${account}:role/app`],
    ]);
    const roles = await payloadsOf(pool, account, "iam.role");
    expect(roles.get(`arn:aws:iam::${account}:role/vendor-open`)?.trustPolicy).toContain(outsideAccount);
  });

  test("in detail: network", async () => {
    const { pool, world } = collected;
    const account = world.accounts.production;
    const { network } = world;
    const ec2 = (type: string, id: string) => `arn:aws:ec2:us-east-1:${account}:${type}/${id}`;
    const groups = await payloadsOf(pool, account, "ec2.security-group");
    expect(groups.get(ec2("security-group", network.groups.rdp))?.inbound).toEqual([
      {
        protocol: "tcp",
        fromPort: 3389,
        toPort: 3389,
        ipv4: [],
        ipv6: ["::/0"],
        prefixListIds: [],
        groupIds: [],
      },
    ]);
    const emptied = groups.get(ec2("security-group", network.defaultGroupId));
    expect(emptied).toMatchObject({ name: "default", inbound: [], outbound: [] });
    const instances = await payloadsOf(pool, account, "ec2.instance");
    expect(instances.get(ec2("instance", network.web))).toMatchObject({
      httpTokens: "required",
      instanceProfileArn: `arn:aws:iam::${account}:instance-profile/app`,
      vpcId: network.vpcId,
      securityGroupIds: [network.groups.closed],
    });
    expect(instances.get(ec2("instance", network.legacy))).toMatchObject({
      httpTokens: "optional",
      instanceProfileArn: null,
    });
    const logs = await payloadsOf(pool, account, "ec2.flow-log");
    expect([...logs.values()]).toMatchObject([{ watchedId: network.vpcId, status: "ACTIVE" }]);
    const gateways = await payloadsOf(pool, account, "ec2.nat-gateway");
    expect(gateways.get(ec2("natgateway", network.natGatewayId))?.subnetId).toBe(network.subnetId);
    const endpoints = await payloadsOf(pool, account, "ec2.vpc-endpoint");
    expect(endpoints.get(ec2("vpc-endpoint", network.endpointId))?.serviceName).toBe(
      "com.amazonaws.us-east-1.s3",
    );
  });

  test("in detail: storage", async () => {
    const { pool, world } = collected;
    const account = world.accounts.production;
    const arn = (name: string) => `arn:aws:s3:::${name}`;
    const list = await payloadsOf(pool, account, "s3.bucket");
    expect(list.get(arn(buckets.europe))?.region).toBe("eu-west-1");
    expect(list.get(arn(buckets.tls))?.region).toBe("us-east-1");
    const versions = await payloadsOf(pool, account, "s3.bucket-versioning");
    expect(versions.get(arn(buckets.tls))).toEqual({ status: "Enabled", mfaDelete: false });
    expect(versions.get(arn(buckets.bare))?.status).toBe("Off");
    const blocks = await payloadsOf(pool, account, "s3.bucket-public-access-block");
    expect(blocks.get(arn(buckets.tls))).toEqual({
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    });
    const policies = await payloadsOf(pool, account, "s3.bucket-policy");
    expect(policies.get(arn(buckets.bare))).toEqual({ document: null });
    const encryption = await payloadsOf(pool, account, "s3.bucket-encryption");
    expect(encryption.get(arn(buckets.tls))).toEqual({ algorithm: "aws:kms", kmsKeyId: "alias/buckets" });
    const locks = await payloadsOf(pool, account, "s3.bucket-object-lock");
    expect(locks.get(arn(buckets.europe))).toEqual({ enabled: true, mode: "GOVERNANCE", retentionDays: 30 });
  });
});

describe("verdicts", () => {
  test("of every account, by control", async () => {
    const { pool, world } = collected;
    const { production, sandbox, security } = world.accounts;
    expect(await verdictsOf(pool, production)).toEqual(expectedVerdicts("production"));
    expect(await verdictsOf(pool, sandbox)).toEqual(expectedVerdicts("sandbox"));
    expect(await verdictsOf(pool, security)).toEqual(expectedVerdicts("security"));
    expect(await verdictsOf(pool, managementAccountId)).toEqual(expectedVerdicts("management"));
  });

  test("are expected of every control of the catalogue, and a finding for each of production's failures", () => {
    const expected = expectedVerdicts("production");
    expect(Object.keys(expected).sort()).toEqual(controls.map(({ id }) => id).sort());
    const { "security-hub": _, ...ours } = expectedFindings(collected.world);
    const failed = Object.entries(expected).flatMap(([id, [, count]]) => (count > 0 ? [[id, count]] : []));
    expect(Object.fromEntries(failed)).toEqual(
      Object.fromEntries(Object.entries(ours).map(([id, lines]) => [id, lines.length])),
    );
  });

  test("add up along the tree", async () => {
    const { pool, world } = collected;
    const workloads = await verdictsOf(pool, world.workloadsId);
    expect(workloads["scp-guardrails"]).toEqual([2, 0, 0, 0]);
    expect(workloads["guardduty-enabled"]).toEqual([3, 1, 0, 0]);
    const all = await verdictsOf(pool, world.organizationId);
    expect(all["scp-guardrails"]).toEqual([2, 1, 0, 1]);
    expect(all["sg-default-closed"]).toEqual([1, 8, 0, 0]);
  });

  test("open one finding a failure, and keep another detector's beside them", async () => {
    const { pool, world } = collected;
    expect(await findingsOf(pool, world.accounts.production)).toEqual(expectedFindings(world));
  });
});

describe("coverage", () => {
  test("is complete but for what moto cannot answer, which it names", async () => {
    const { pool, world } = collected;
    const found = await gaps(pool);
    expect(found).toEqual(expectedGaps(world));
    const known: readonly string[] = [...Object.keys(lacking), ...answeredOtherwise];
    const named = found.map((line) => line.split(" ").at(-1) ?? "");
    expect(named.filter((operation) => !known.includes(operation))).toEqual([]);
    expect(collected.run.state).toBe("partial");
  });

  test("is recorded for every kind that a control rests on, in every Region asked for", async () => {
    const { sandbox } = collected.world.accounts;
    const { rows } = await collected.pool.query<{ region: string; kind: string }>(
      "select region, kind from coverage where account_id = $1 and state = 'complete'",
      [sandbox],
    );
    const seen = new Set(rows.map(({ region, kind }) => `${region} ${kind}`));
    const restedOn = new Set(controls.flatMap((control) => [control.subject, ...control.reads]));
    const judged = regionalKinds.filter((kind) => restedOn.has(kind));
    expect(judged.length).toBeGreaterThan(3);
    const lacking = new Set(
      expectedGaps(collected.world)
        .map((line) => line.split(" "))
        .map(([account, region, kind]) => (account === sandbox ? `${region} ${kind}` : "")),
    );
    const expected = regions
      .flatMap((region) => judged.map((kind) => `${region} ${kind}`))
      .filter((line) => !lacking.has(line));
    expect(expected.filter((line) => !seen.has(line))).toEqual([]);
    expect([...new Set(rows.map((row) => row.region))].sort()).toEqual(["eu-west-1", "global", "us-east-1"]);
  });
});

test("an empty account costs as many calls as docs/collection.md says", () => {
  const { notes, world } = collected;
  const [home = 0, elsewhere = 0] = regions.map(
    (region) => notes.asked.filter((line) => line.startsWith(`${world.accounts.sandbox} ${region} `)).length,
  );
  // Global services are asked at home.
  expect({ global: home - elsewhere, perRegion: elsewhere }).toEqual(emptyAccountCalls);
});

test("moto answered every operation that this proves", () => {
  expectProven(import.meta.filename, collected.notes.answered);
});
