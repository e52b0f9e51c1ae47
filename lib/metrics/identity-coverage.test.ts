import { expect, test } from "vitest";
import { accountId, arn, fact, instance, policyDocument, region } from "#lib/controls/testing/facts.ts";
import {
  eksCluster,
  issuer,
  lambdaFunction,
  launchTemplate,
  role,
  sighting,
  task,
  taskDefinition,
  workloadArn,
} from "#lib/controls/testing/workload-facts.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { measureIdentityCoverage } from "./identity-coverage.ts";
import { measured, told } from "./testing/input.ts";

const rows = (...facts: Fact[]) => told(measureIdentityCoverage(measured(facts)));
const key = sighting("aws-access-key", "Environment.Variables.KEY");

function profile(name: string, roles: string[]) {
  const id = arn.iam(`instance-profile/${name}`);
  return fact("iam.instance-profile", id, { arn: id, name, roleArns: roles });
}
const web = profile("web", [arn.iam("role/web")]);
const acts = { instanceProfileArn: web.resourceId };

test("nothing that runs gives no rows", () => {
  expect(rows(web, taskDefinition(), launchTemplate(), role("lonely"))).toEqual([]);
});

test("an instance acts through the role that its profile holds, while it runs", () => {
  const empty = profile("empty", []);
  expect(
    rows(
      web,
      empty,
      instance("i-running", acts),
      instance("i-pending", { ...acts, state: "pending" }),
      instance("i-stopped", { ...acts, state: "stopped" }),
      instance("i-terminated", { ...acts, state: "terminated" }),
      instance("i-bare"),
      instance("i-empty", { instanceProfileArn: empty.resourceId }),
      instance("i-deleted", { instanceProfileArn: arn.iam("instance-profile/deleted") }),
    ),
  ).toEqual([
    "i-bare counted none  0",
    "i-deleted counted none  0",
    "i-empty counted none  0",
    "i-pending counted role  1",
    "i-running counted role  1",
  ]);
});

test("a profile that is missing while not all profiles were seen is unknown", () => {
  const facts = [instance("i-1", acts)];
  expect(told(measureIdentityCoverage(measured(facts, ["iam.instance-profile"])))).toEqual([
    "i-1 unknown unknown profileUnseen",
  ]);
});

function tagged(id: string, version: string) {
  const tags = [
    { key: "aws:ec2launchtemplate:id", value: "lt-1" },
    { key: "aws:ec2launchtemplate:version", value: version },
  ];
  return fact("tag.resource", arn.ec2(`instance/${id}`), { arn: arn.ec2(`instance/${id}`), tags });
}

test("a key in the user data that an instance was launched with outweighs its role, one in another version does not", () => {
  const template = launchTemplate({ version: 3, secrets: [sighting("aws-access-key", "UserData line 3")] });
  expect(
    rows(
      web,
      template,
      instance("i-of-it", acts),
      tagged("i-of-it", "3"),
      instance("i-of-another-version", acts),
      tagged("i-of-another-version", "2"),
      instance("i-by-hand", acts),
      instance("i-without-profile"),
      tagged("i-without-profile", "3"),
    ),
  ).toEqual([
    "i-by-hand counted role  1",
    "i-of-another-version counted role  1",
    "i-of-it counted static-key  0",
    "i-without-profile counted static-key  0",
  ]);
});

test("a function has a role, and a key in its environment outweighs it; other secrets do not", () => {
  const [row] = measureIdentityCoverage(measured([lambdaFunction("api", { secrets: [key] })]));
  expect(row).toEqual({
    metric: "identity-coverage",
    region,
    subjectId: workloadArn.lambda("api"),
    subjectType: "lambda.function",
    standing: "counted",
    reason: null,
    class: "static-key",
    numerator: 0,
    denominator: 1,
    value: 0,
    at: null,
    detail: {
      metric: "identity-coverage",
      roleArn: arn.iam("role/api"),
      evidence: "A static access key stands in its environment: Environment.Variables.KEY.",
    },
  });
  expect(
    rows(
      lambdaFunction("plain"),
      lambdaFunction("password", { secrets: [sighting("named-like-a-secret")] }),
      lambdaFunction("session", { secrets: [sighting("aws-session-key"), sighting("aws-secret-key")] }),
      lambdaFunction("sealed", { secrets: [sighting("not-scanned")] }),
      lambdaFunction("sealed-with-key", { secrets: [sighting("not-scanned"), key] }),
    ),
  ).toEqual([
    "password counted role  1",
    "plain counted role  1",
    "sealed unknown unknown secretsUnsearched",
    "sealed-with-key counted static-key  0",
    "session counted role  1",
  ]);
});

test("a task takes the role it was started with, else its definition's", () => {
  const definition = taskDefinition({ taskRoleArn: arn.iam("role/orders") });
  const input = measured([definition, task("own", { taskRoleArn: arn.iam("role/own") }), task("usual")]);
  const roles = measureIdentityCoverage(input).map(({ detail }) => "roleArn" in detail && detail.roleArn);
  expect(roles).toEqual([arn.iam("role/own"), arn.iam("role/orders")]);
});

test("a task without a role inherits its host's on EC2 and has none on Fargate", () => {
  const bare = taskDefinition({ taskRoleArn: null, requiresCompatibilities: ["FARGATE"] });
  expect(
    rows(
      bare,
      task("fargate"),
      task("ec2", { launchType: "EC2" }),
      task("unsaid", { launchType: null }),
      task("overridden", { taskRoleArn: arn.iam("role/own") }),
    ),
  ).toEqual([
    "ec2 counted inherits-host  0",
    "fargate counted none  0",
    "overridden counted role  1",
    "unsaid counted none  0",
  ]);
});

test("a key in its definition outweighs a task's role and its lack of one; without the definition nothing is known", () => {
  expect(rows(taskDefinition({ secrets: [key] }), task("a"))).toEqual(["a counted static-key  0"]);
  expect(rows(taskDefinition({ secrets: [key], taskRoleArn: null }), task("a"))).toEqual([
    "a counted static-key  0",
  ]);
  expect(rows(task("a", { taskRoleArn: arn.iam("role/own") }))).toEqual([
    "a unknown unknown definitionUnseen",
  ]);
});

const irsa = (name: string, of: string) =>
  role(name, {
    trustPolicy: policyDocument({
      Effect: "Allow",
      Principal: { Federated: arn.iam(`oidc-provider/${of}`) },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${of}:sub`]: "system:serviceaccount:orders:api" } },
    }),
  });

function association(id: string, cluster: string) {
  const place = `arn:aws:eks:${region}:${accountId}:podidentityassociation/${cluster}/${id}`;
  return fact("eks.pod-identity-association", place, {
    clusterArn: workloadArn.eks(cluster),
    namespace: "orders",
    serviceAccount: "api",
    roleArn: arn.iam("role/pods"),
  });
}

test("service accounts count by association and by role; a cluster with neither is unknown", () => {
  const other = `${issuer}DEF`;
  expect(
    rows(
      eksCluster("both"),
      irsa("reader", issuer),
      irsa("writer", issuer),
      irsa("stranger", `${issuer}-of-nobody`),
      association("a-1", "both"),
      eksCluster("neither", { oidcIssuer: `https://${other}` }),
      eksCluster("connected", { vpcId: null, oidcIssuer: null }),
    ),
  ).toEqual([
    "a-1 counted role  1",
    "neither unknown unknown podsInvisible",
    "reader counted role  1",
    "writer counted role  1",
  ]);
});

test("a role that two clusters of a Region trust is one unit", () => {
  expect(rows(eksCluster("blue"), eksCluster("green"), irsa("shared", issuer))).toEqual([
    "shared counted role  1",
  ]);
});
