import { expect, test } from "vitest";
import type { PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, fact, region } from "../testing/facts.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { rdsEncrypted } from "./rds-encrypted.ts";

const arnOf = (type: string, name: string) => `arn:aws:rds:${region}:${accountId}:${type}:${name}`;

function instance(name: string, over: Partial<PayloadOf<"rds.instance">> = {}) {
  return fact("rds.instance", arnOf("db", name), {
    name,
    engine: "postgres",
    engineVersion: "16.4",
    status: "available",
    publiclyAccessible: false,
    encrypted: true,
    kmsKeyId: null,
    port: 5432,
    vpcId: "vpc-1",
    subnetIds: [],
    securityGroupIds: [],
    iamAuthentication: false,
    clusterName: null,
    multiAz: false,
    deletionProtection: false,
    ...over,
  });
}

function cluster(name: string, encrypted: boolean) {
  return fact("rds.cluster", arnOf("cluster", name), {
    name,
    engine: "aurora-postgresql",
    engineVersion: "16.4",
    status: "available",
    publiclyAccessible: null,
    encrypted,
    kmsKeyId: null,
    port: 5432,
    securityGroupIds: [],
    iamAuthentication: false,
    instanceNames: [],
    multiAz: false,
    deletionProtection: false,
  });
}

test("instances and clusters are judged alike, each for itself", () => {
  const facts = [
    instance("a"),
    instance("b", { encrypted: false }),
    instance("c", { encrypted: false, status: "creating", port: null }),
    instance("d", { encrypted: false, engine: "docdb" }),
    instance("e", { clusterName: "plain" }),
    cluster("plain", false),
    cluster("good", true),
  ];
  expect(verdicts(rdsEncrypted, facts)).toEqual({
    [arnOf("db", "a")]: "pass",
    [arnOf("db", "b")]: "fail",
    [arnOf("db", "c")]: "fail",
    [arnOf("db", "d")]: "fail",
    [arnOf("db", "e")]: "pass",
    [arnOf("cluster", "plain")]: "fail",
    [arnOf("cluster", "good")]: "pass",
  });
});

test("the evidence names kind and engine", () => {
  expect(evidenceOf(rdsEncrypted, [cluster("plain", false)])).toMatchObject({
    summary: "The storage of plain (aurora-postgresql) is not encrypted.",
    fragments: [{ place: "rds.cluster", value: { encrypted: false } }],
  });
});

test("no databases, no subjects", () => {
  expect(verdicts(rdsEncrypted, [])).toEqual({});
});
