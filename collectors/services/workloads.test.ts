import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectUnit } from "#collectors/runtime/collect-unit.ts";
import { assumedSession } from "#collectors/runtime/session.ts";
import { awsEnvironment, noon } from "#collectors/worker/testing/fixture.ts";
import { type Fact, type FactKind, ofKind } from "#lib/inventory/kinds.ts";
import { loadEvidence } from "#lib/store/evidence.ts";
import { createPool, type Pool } from "#lib/store/pool.ts";
import { type FreshDatabase, freshDatabase } from "#lib/store/testing/fresh-database.ts";
import { plantedMark } from "#simulator/model/planted.ts";
import { type Simulator, startSimulator } from "#simulator/server.ts";
import { ec2Configuration } from "./ec2/ec2-configuration.ts";
import { ecr } from "./ecr/ecr.ts";
import { ecs } from "./ecs/ecs.ts";
import { eks } from "./eks/eks.ts";
import { lambda } from "./lambda/lambda.ts";
import { ssm } from "./ssm/ssm.ts";

const date = "2026-11-20";
const regions = ["us-east-1", "eu-west-1"];
let simulator: Simulator;
let database: FreshDatabase;
let pool: Pool;
let facts: readonly Fact[] = [];

/** Reads the workloads of every account straight into a database, as a run would. */
beforeAll(async () => {
  simulator = await startSimulator({ accounts: 40, regions: 2, date });
  Object.assign(process.env, awsEnvironment(simulator));
  database = await freshDatabase();
  pool = createPool(database.url, 4);
  const access = {
    roleName: "PosternReadOnly",
    externalId: undefined,
    homeRegion: "us-east-1",
    partition: "aws",
  };
  const found: Fact[] = [];
  for (const { id } of simulator.accounts().filter(({ state }) => state === "ACTIVE")) {
    const session = assumedSession(id, access, 1n);
    for (const region of regions) {
      const { coverage } = await collectUnit({
        pool,
        session,
        collectors: [lambda, ecs, ecr, eks, ssm, ec2Configuration].map((each) => ({ ...each, budgets: {} })),
        region,
        enabledRegions: regions,
        runId: 1n,
        asOf: noon(date),
        signal: new AbortController().signal,
        deadlineMs: 60_000,
        limit: pLimit(4),
        findingScope: { accountIds: [id], regions: [region] },
      });
      expect(coverage.filter(({ state }) => state !== "complete")).toEqual([]);
    }
    session.clients.destroy();
    found.push(...(await loadEvidence(pool, id, noon(date))).facts);
  }
  facts = found;
}, 120_000);
afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await simulator?.stop();
});

/** Resource ids that fail, by the truth and by a glance at the facts. */
function failures(control: string): string[] {
  return simulator
    .truth()
    .filter((row) => row.control === control && row.verdict === "fail" && regions.includes(row.region))
    .map(({ account, resource, region }) => `${account} ${region} ${resource}`)
    .sort();
}
function those<K extends FactKind>(kind: K, bad: (payload: Fact<K>["payload"], fact: Fact<K>) => boolean) {
  return ofKind(facts, kind)
    .filter((fact) => bad(fact.payload, fact))
    .map(({ accountId, region, resourceId }) => `${accountId} ${region} ${resourceId}`)
    .sort();
}
const holdsKey = ({ secrets }: { readonly secrets: readonly { readonly type: string }[] }) =>
  secrets.some(({ type }) => type === "aws-access-key");

test("no planted secret is in any fact, though many were found", async () => {
  const { rows } = await pool.query("select kind, resource_id from fact where payload::text ~* $1", [
    plantedMark,
  ]);
  expect(rows).toEqual([]);
  const sightings = ["lambda.function", "ecs.task-definition", "ec2.launch-template"] as const;
  for (const kind of sightings)
    expect(those(kind, ({ secrets }) => secrets.length > 0).length, kind).toBeGreaterThan(2);
});

test("secrets are seen where they were planted, and nowhere else", () => {
  expect(those("lambda.function", ({ secrets }) => secrets.length > 0)).toEqual(
    failures("lambda-env-no-secrets"),
  );
  expect(those("ecs.task-definition", ({ secrets }) => secrets.length > 0)).toEqual(
    failures("ecs-env-no-secrets"),
  );
  const keys = [
    ...those("lambda.function", holdsKey),
    ...those("ecs.task-definition", holdsKey),
    ...those("ec2.launch-template", holdsKey),
  ];
  expect(keys.sort()).toEqual(failures("workload-no-static-keys"));
});

test("what else the model got wrong on purpose is in the facts", () => {
  const problems: Readonly<Record<string, string[]>> = {
    "lambda-url-auth": those("lambda.function-url", ({ authType }) => authType !== "AWS_IAM"),
    "ecs-unprivileged": those("ecs.task-definition", ({ containers }) =>
      containers.some(({ privileged }) => privileged),
    ),
    "ecr-immutable-tags": those("ecr.repository", ({ tagMutability }) => tagMutability !== "IMMUTABLE"),
    "eks-endpoint-private": those("eks.cluster", ({ endpointPublicAccess }) => endpointPublicAccess),
    "ec2-patched": those("ssm.patch-state", ({ missing, failed }) => missing + failed > 0),
    "lt-imdsv2": those("ec2.launch-template", ({ httpTokens }) => httpTokens !== "required"),
    "imds-account-default": those("ec2.metadata-defaults", ({ httpTokens }) => httpTokens !== "required"),
    "ebs-default-encryption": those("ec2.ebs-encryption-default", ({ enabled }) => !enabled),
    "vpc-bpa": those(
      "ec2.vpc-block-public-access",
      ({ internetGatewayBlockMode }) => internetGatewayBlockMode === "off",
    ),
    "privatelink-scoped": those("ec2.endpoint-service", ({ allowedPrincipals }) =>
      allowedPrincipals.includes("*"),
    ),
    "ecs-task-role": those("ecs.task-definition", ({ taskRoleArn }, { accountId, resourceId }) => {
      const tasks = ofKind(facts, "ecs.task").filter(
        (task) => task.accountId === accountId && task.payload.taskDefinitionArn === resourceId,
      );
      const replaced = tasks.length > 0 && tasks.every((task) => task.payload.taskRoleArn !== null);
      return taskRoleArn === null && !replaced;
    }),
  };
  for (const [control, seen] of Object.entries(problems)) {
    expect(seen.length, control).toBeGreaterThan(0);
    expect(seen, control).toEqual(failures(control));
  }
});
