import { expect, test } from "vitest";
import { actionTable } from "./data/action-table.ts";
import { parsePolicy } from "./policy.ts";
import { type IdentityPolicy, rightSizedPolicy } from "./right-size.ts";
import { allow, deny } from "./testing/policies.ts";

function policy(name: string, group: string | null, ...statements: object[]): IdentityPolicy {
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  if (!parsed.ok) throw new Error(parsed.reason);
  return { name, group, statements: parsed.statements };
}

const lately = "2026-06-01";
const longAgo = "2025-06-01";

/** By service: when each tracked action was used, or when the service was where AWS tracks none of it. */
type Report = Record<string, Record<string, string | null> | string | null>;

function sized(report: Report, policies: readonly IdentityPolicy[]) {
  return rightSizedPolicy({
    policies,
    services: Object.entries(report).map(([namespace, uses]) => {
      const whole = uses === null || typeof uses === "string";
      const days = whole ? [uses] : Object.values(uses);
      return {
        namespace,
        lastOn: days.includes(lately) ? lately : (days.find((day) => day !== null) ?? null),
        actions: whole ? null : Object.entries(uses).map(([name, lastOn]) => ({ name, lastOn })),
      };
    }),
    table: actionTable,
    isRecent: (day) => day >= "2026-03-18",
    windowDays: 90,
  });
}

const statements = (report: Report, ...given: object[]) =>
  sized(report, [policy("p", null, ...given)]).documents.flatMap(({ Statement }) => Statement);

test("keeps what was used, drops what was not and services never used, on the resources of each statement", () => {
  const report = { dynamodb: { CreateTable: lately, DeleteTable: longAgo, DescribeTable: null }, sqs: null };
  const tables = "arn:aws:dynamodb:*:111122223333:table/orders";
  expect(
    statements(
      report,
      allow(["dynamodb:CreateTable", "dynamodb:DeleteTable"], tables),
      allow(["dynamodb:DescribeTable", "sqs:*"]),
    ),
  ).toEqual([{ Sid: "Used", Effect: "Allow", Action: ["dynamodb:CreateTable"], Resource: [tables] }]);
});

test("keeps as granted what AWS does not track in a used service, and says so", () => {
  const report = { dynamodb: { CreateTable: null, DescribeTable: lately }, sqs: lately, sns: longAgo };
  expect(
    statements(
      report,
      allow(["dynamodb:*teTable", "dynamodb:DescribeTable", "dynamodb:GetItem", "sqs:*", "sns:Publish"]),
    ),
  ).toEqual([
    { Sid: "Used", Effect: "Allow", Action: ["dynamodb:DescribeTable"], Resource: ["*"] },
    {
      Sid: "KeptUseNotTracked",
      Effect: "Allow",
      Action: ["dynamodb:DeleteTable", "dynamodb:GetItem", "dynamodb:UpdateTable", "sqs:*"],
      Resource: ["*"],
    },
  ]);
});

test("names nothing that AWS may add later, unless it was granted already", () => {
  const lists = actionTable.names(actionTable.expand("sqs:List*"));
  expect(lists.length).toBeGreaterThan(2);
  const actions = (...given: object[]) =>
    JSON.stringify(statements({ sqs: lately }, ...given)).match(/sqs:[\w*]+/g);
  expect(actions(allow(lists))).toEqual(lists);
  expect(actions(allow("sqs:L*"))).toEqual(["sqs:List*"]);
  // No action begins so, yet: what would is not allowed.
  const notAction = actions({ Effect: "Allow", NotAction: ["sqs:ListSecret*"], Resource: "*" });
  expect(notAction).toEqual(expect.arrayContaining([...lists, "sqs:Get*"]));
  expect(notAction).not.toContain("sqs:List*");
});

test("keeps iam:PassRole where it is granted, whatever the report says of IAM", () => {
  const passes = { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };
  const kept = statements(
    { iam: { CreateUser: null }, ecs: { UpdateService: lately } },
    allow("iam:*", "*", { Condition: passes }),
    allow("ecs:UpdateService"),
  );
  expect(kept).toEqual([
    { Sid: "Used", Effect: "Allow", Action: ["ecs:UpdateService"], Resource: ["*"] },
    {
      Sid: "KeptPassRole",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: ["*"],
      Condition: { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } },
    },
  ]);
});

test("an action under two conditions stays under both, and statements under the same one are one", () => {
  const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
  const home = { Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } } };
  const report = { sqs: { DeleteQueue: lately, CreateQueue: lately } };
  const of = (Action: string[], Condition: object) => ({ Effect: "Allow", Action, Condition });
  expect(
    statements(
      report,
      allow("sqs:DeleteQueue", "*", mfa),
      allow("sqs:DeleteQueue", "*", home),
      allow("sqs:CreateQueue", "*", mfa),
    ),
  ).toMatchObject([
    of(["sqs:CreateQueue", "sqs:DeleteQueue"], { Bool: { "aws:MultiFactorAuthPresent": ["true"] } }),
    of(["sqs:DeleteQueue"], { IpAddress: { "aws:SourceIp": ["198.51.100.0/24"] } }),
  ]);
});

test("NotAction gives a list of what was used, NotResource and every Deny stay as they are", () => {
  const report = { sqs: { CreateQueue: lately, DeleteQueue: null }, s3: { CreateBucket: lately } };
  const tracked = ["sqs:AddPermission", "sqs:ChangeMessageVisibility"];
  const bucket = "arn:aws:s3:::secret";
  const [used, kept, passRole, ...denials] = statements(
    report,
    { Effect: "Allow", NotAction: ["s3:*", "sqs:S*"], NotResource: bucket },
    { Sid: "Never", ...deny("sqs:Delete*", "*", { Condition: { Null: { "aws:TokenIssueTime": "true" } } }) },
    deny(["s3:*"], bucket),
  );
  expect(used).toEqual({
    Sid: "Used",
    Effect: "Allow",
    Action: ["sqs:CreateQueue"],
    NotResource: [bucket],
  });
  expect(kept).toMatchObject({ Sid: "KeptUseNotTracked", Action: expect.arrayContaining(tracked) });
  expect(JSON.stringify(kept)).not.toMatch(/"sqs:S|"sqs:\*|"sqs:DeleteQueue|"s3:/);
  expect(passRole).toMatchObject({ Action: ["iam:PassRole"], NotResource: [bucket] });
  expect(denials).toEqual([
    {
      Sid: "Never",
      Effect: "Deny",
      Action: ["sqs:Delete*"],
      Resource: ["*"],
      Condition: { Null: { "aws:TokenIssueTime": ["true"] } },
    },
    { Sid: "KeptDeny", Effect: "Deny", Action: ["s3:*"], Resource: [bucket] },
  ]);
});

test("an administrator keeps what was used; what is removed is told, privileged first", () => {
  const report = { s3: { CreateBucket: lately, DeleteBucket: null, ListAllMyBuckets: null }, kms: null };
  const { documents, removed, removedPrivileged, blindSpots } = sized(report, [
    policy("admin", null, allow("*")),
  ]);
  expect(documents[0]?.Statement[0]).toMatchObject({ Sid: "Used", Action: ["s3:CreateBucket"] });
  expect(JSON.stringify(documents)).not.toMatch(/kms:|s3:\*|s3:DeleteBucket"|s3:ListAllMyBuckets/);
  expect(removed.slice(0, removedPrivileged)).toContain("s3:DeleteBucket");
  expect(removed.slice(removedPrivileged)).toContain("s3:ListAllMyBuckets");
  expect(removed).not.toContain("s3:GetObject");
  expect(removed).not.toContain("iam:PassRole");
  expect(removed).toContain("iam:CreateUser");
  expect(blindSpots.join(" ")).toMatch(/iam:PassRole.*does not list \d+ of the services.*dropped/);
});

test("actions that the table does not know stay where they were used, or where nobody tracks them", () => {
  const report = { sqs: { BrandNew: lately, OldAndNew: null } };
  expect(
    statements(
      report,
      allow("sqs:*New"),
      allow("sqs:Unheard*"),
      allow("sqs:OldAndNew"),
      allow("sns:Unheard"),
    ),
  ).toEqual([
    { Sid: "Used", Effect: "Allow", Action: ["sqs:BrandNew"], Resource: ["*"] },
    { Sid: "KeptUseNotTracked", Effect: "Allow", Action: ["sqs:*New", "sqs:Unheard*"], Resource: ["*"] },
  ]);
});

test("says which policies come through a group", () => {
  const { notes } = sized({ sqs: lately }, [
    policy("own", null, allow("sqs:SendMessage")),
    policy("queues", "engineers", allow("sqs:ReceiveMessage")),
  ]);
  expect(notes).toEqual([
    "queues reach it through engineers: take the principal out of the group, or leave what other members need.",
  ]);
});

test("who used nothing keeps no Allow", () => {
  const { documents, notes } = sized({ sqs: longAgo }, [policy("p", null, allow("sqs:*"))]);
  expect(documents).toEqual([]);
  expect(notes).toEqual(["It used nothing within 90 days: ask whether it is needed at all."]);
});

test("what is larger than a managed policy comes in several, none of them too large", () => {
  const names = actionTable.names(actionTable.expand("ec2:*")).filter((_, at) => at % 2 === 0);
  const report = { ec2: Object.fromEntries(names.map((name) => [name.slice(4), lately])) };
  const { documents, notes } = sized(report, [policy("p", null, allow(names))]);
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.every((each) => JSON.stringify(each).length <= 6_144)).toBe(true);
  const kept = documents.flatMap(({ Statement }) => JSON.stringify(Statement).match(/ec2:\w+/g) ?? []);
  expect(kept.sort()).toEqual(names);
  expect(notes).toEqual([
    `It takes ${documents.length} policies, since a managed policy holds 6144 characters at most.`,
  ]);
});
