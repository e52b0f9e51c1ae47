import { expect, test } from "vitest";
import { actionTable } from "#lib/iam/data/action-table.ts";
import { permissionUtilization, utilizationExclusion } from "./permission-utilization.ts";

const asOf = new Date("2026-06-15T12:00:00Z");
const lately = "2026-03-18";
const longAgo = "2026-03-17";

function service(
  namespace: string,
  actions: Record<string, string | null> | null,
  lastOn: string | null = lately,
) {
  return {
    namespace,
    lastOn,
    actions: actions && Object.entries(actions).map(([name, on]) => ({ name, lastOn: on })),
  };
}

const granted = actionTable.named("s3:CreateBucket", "s3:DeleteBucket", "s3:GetObject", "sqs:SendMessage");

test("counts what is granted, tracked and used within 90 days", () => {
  const services = [
    service("s3", { CreateBucket: lately, DeleteBucket: longAgo, PutBucketPolicy: lately }),
    service("sqs", null),
    service("sts", null, longAgo),
    service("sns", null, null),
  ];
  const { unused, ...rest } = permissionUtilization(granted, services, actionTable, asOf);
  expect(rest).toEqual({
    used: 1,
    measurable: 2,
    granted: 4,
    utilization: 0.5,
    measurability: 0.5,
    byService: { used: ["sqs"], unused: ["sts", "sns"] },
    unknown: [],
  });
  expect(actionTable.names(unused)).toEqual(["s3:DeleteBucket"]);
});

test("without a measurable action there is no number", () => {
  const services = [service("s3", { PutBucketPolicy: lately }), service("sqs", null)];
  expect(permissionUtilization(granted, services, actionTable, asOf)).toMatchObject({
    measurable: 0,
    utilization: null,
    measurability: 0,
  });
  expect(permissionUtilization(actionTable.none, [], actionTable, asOf)).toMatchObject({
    utilization: null,
    measurability: null,
  });
});

test("an action that was listed twice counts once, one that is not in the table is told", () => {
  const services = [
    service("s3", { CreateBucket: lately, BrandNew: null }),
    service("S3", { createbucket: lately }),
  ];
  expect(permissionUtilization(granted, services, actionTable, asOf)).toMatchObject({
    used: 1,
    measurable: 1,
    unknown: ["s3:BrandNew"],
  });
});

test.each([
  ["a service-linked role", "/aws-service-role/x.amazonaws.com/", 400, "serviceLinked"],
  ["a role of Identity Center", "/aws-reserved/sso.amazonaws.com/", 400, "fromPermissionSet"],
  ["a role of 90 days", "/", 90, "young"],
  ["a user of 3 days", null, 3, "young"],
  ["a role of 91 days", "/", 91, null],
  ["a user of 400 days", null, 400, null],
] as const)("%s", (_, rolePath, days, expected) => {
  const createdAt = new Date(asOf.getTime() - days * 86_400_000).toISOString();
  expect(utilizationExclusion({ rolePath, createdAt }, asOf)).toBe(expected);
});
