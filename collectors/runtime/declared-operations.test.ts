import { DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allCollectors } from "#collectors/registry.ts";
import { type Fixture, noon, openFixture } from "#collectors/worker/testing/fixture.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { declaredOperations } from "./access-policy.ts";
import { defineCollector, factRead } from "./define.ts";
import { UndeclaredOperation } from "./failure.ts";
import { identifyOperations } from "./identify.ts";
import { runRead } from "./run-read.ts";
import { assumedSession } from "./session.ts";

const date = "2026-11-20";
let simulator: Simulator;
let fixture: Fixture;
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 12, regions: 2, date, findingsPerAccount: 5 });
  fixture = await openFixture(simulator);
  fixture.work();
  await fixture.collect(noon(date));
});
afterAll(async () => {
  await fixture?.close();
  await simulator?.stop();
});

/** How the worker enters accounts; the policy of its own principal allows it. */
const entering = "sts:AssumeRole";
/** Asked only where ListBuckets does not say a bucket's Region, as older endpoints do. */
const fallback = "s3:GetBucketLocation";

test("a collection calls what is declared, all of it, and nothing else", () => {
  const called = new Set(simulator.calls().map(({ service, operation }) => `${service}:${operation}`));
  const declared = [...declaredOperations(allCollectors), ...identifyOperations];
  expect([...called].filter((operation) => !declared.includes(operation))).toEqual([entering]);
  expect(declared.filter((operation) => !called.has(operation))).toEqual([fallback]);
});

/** Once an item or a page, by their nature; every other operation is one page in an organization this small. */
const perItem = [
  "organizations:DescribePolicy",
  "organizations:ListTargetsForPolicy",
  "organizations:ListOrganizationalUnitsForParent",
  "organizations:ListAccountsForParent",
  "organizations:ListDelegatedServicesForAccount",
  "ec2:GetManagedPrefixListEntries",
  "guardduty:GetDetector",
  "access-analyzer:GetAnalyzer",
  "access-analyzer:GetFindingV2",
  "access-analyzer:ListFindingsV2",
  "cloudtrail:GetTrailStatus",
  "cloudtrail:GetEventSelectors",
  "events:ListTargetsByRule",
  "iam:ListAccessKeys",
  "iam:GetAccessKeyLastUsed",
  "iam:GenerateServiceLastAccessedDetails",
  "iam:GetServiceLastAccessedDetails",
  "sso:DescribePermissionSet",
  "sso:ListAccountsForProvisionedPermissionSet",
  "sso:ListAccountAssignments",
  // By the reads of the account and of the Organization, in the account that administers the service.
  "access-analyzer:ListAnalyzers",
  "guardduty:ListDetectors",
  // By coverage and by findings, and by what a Region's members are.
  "inspector2:BatchGetAccountStatus",
  // By every job that is told no Regions: the account's, and those of the administrators.
  "ec2:DescribeRegions",
  // By the reads of permission sets and of their assignments.
  "sso:ListPermissionSets",
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "secretsmanager:GetResourcePolicy",
  "sns:GetTopicAttributes",
  "sqs:GetQueueAttributes",
  "lambda:GetPolicy",
  "lambda:ListFunctionUrlConfigs",
  "ecs:ListTasks",
  "ecs:DescribeTasks",
  "ecs:ListServices",
  "ecs:DescribeServices",
  "ecs:DescribeTaskDefinition",
  "eks:DescribeCluster",
  "eks:ListPodIdentityAssociations",
  "eks:DescribePodIdentityAssociation",
  "ecr:GetRepositoryPolicy",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeTargetHealth",
  "apigateway:GetResources",
  "apigateway:GetRoutes",
  "ec2:DescribeVpcEndpointServicePermissions",
  "ssm:DescribeInstancePatchStates",
  "s3:GetBucketEncryption",
  "s3:GetBucketPolicy",
  "s3:GetBucketPolicyStatus",
  "s3:GetBucketVersioning",
  "s3:GetObjectLockConfiguration",
  "s3:GetPublicAccessBlock",
];

test("an account and Region is asked everything once", () => {
  const active = simulator.accounts().filter(({ state }) => state === "ACTIVE");
  const repeated = simulator
    .calls()
    .filter(({ service, operation, count }) => count > 1 && !perItem.includes(`${service}:${operation}`))
    .map(({ service, operation, count }) => `${service}:${operation} ${count}`);
  expect([...new Set(repeated)].sort()).toEqual([
    // Of the first generation, and of the second.
    "elasticloadbalancing:DescribeLoadBalancers 2",
    // Asked for, and asked again whether it is ready.
    "iam:GenerateCredentialReport 2",
    // By identifying, and by the read of the Organization.
    "organizations:DescribeOrganization 2",
    // By the Organization's own read, and by that of the tree.
    "organizations:ListRoots 2",
    // What is open, and in two lists what passes of the controls that ours are held against.
    "securityhub:GetFindings 3",
    // Once a job: every account, the two that administer services for the Organization, and four detectors' own.
    `sts:AssumeRole ${active.length + 6}`,
  ]);
});

test("a call that a read does not declare is refused before it is made", async () => {
  const read = factRead({
    yields: ["ec2.vpc"],
    operations: ["ec2:DescribeSubnets"],
    async *collect(context) {
      const { Vpcs = [] } = await context.client(EC2Client).send(new DescribeVpcsCommand({}));
      for (const { VpcId = "" } of Vpcs)
        yield {
          kind: "ec2.vpc",
          resourceId: VpcId,
          payload: { id: VpcId, isDefault: false, ownerId: "", ipv4Cidrs: [], ipv6Cidrs: [] },
        };
    },
  });
  const access = {
    roleName: "PosternReadOnly",
    externalId: undefined,
    homeRegion: "us-east-1",
    partition: "aws",
  };
  const [account] = simulator.accounts();
  const session = assumedSession(account?.id ?? "", access, 1n);
  simulator.resetCalls();
  const reading = runRead(
    {
      session,
      collector: defineCollector({ service: "ec2", scope: "regional", budgets: {}, reads: [read] }),
      read,
      region: "us-east-1",
      signal: new AbortController().signal,
      deadlineMs: 10_000,
      enabledRegions: [],
      needed: () => [],
    },
    async (context) => {
      for await (const _ of read.collect(context));
    },
  );
  await expect(reading).rejects.toThrow(UndeclaredOperation);
  await expect(reading).rejects.toThrow("ec2:DescribeVpcs");
  expect(simulator.calls()).toEqual([]);
  session.clients.destroy();
});
