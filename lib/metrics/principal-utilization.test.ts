import { expect, test } from "vitest";
import { accountId, arn, daysAgo, fact, policyDocument } from "#lib/controls/testing/facts.ts";
import {
  group,
  inlinePolicy,
  managedPolicy,
  reserved,
  role,
  serviceLinked,
  user,
} from "#lib/controls/testing/identity-facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "#lib/controls/testing/organization.ts";
import { actionTable } from "#lib/iam/data/action-table.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { measurePermissionUtilization } from "./principal-utilization.ts";
import { measured, told } from "./testing/input.ts";

const allow = (...Action: string[]) => policyDocument({ Effect: "Allow", Action, Resource: "*" });
const base = [
  organization(),
  member(),
  controlPolicy("p-FullAWSAccess", allow("*"), [rootId, unitId, accountId]),
];
const rowsOf = (...facts: Fact[]) => measurePermissionUtilization(measured([...base, ...facts]));
const rows = (...facts: Fact[]) => told(rowsOf(...facts));

/** By service: days since each tracked action was used, null for never; a number where no action is tracked. */
type Uses = Record<string, Record<string, number | null> | number | null>;

function report(principal: Fact, uses: Uses) {
  const on = (days: number | null) => (days === null ? null : daysAgo(days));
  return fact("iam.last-accessed", principal.resourceId, {
    principalArn: principal.resourceId,
    services: Object.entries(uses).map(([namespace, of]) => ({
      namespace,
      lastOn: typeof of === "number" ? on(of) : null,
      actions:
        of === null || typeof of === "number"
          ? null
          : Object.entries(of).map(([name, days]) => ({ name, lastOn: on(days) })),
    })),
  });
}

const storage: Uses = {
  s3: { CreateBucket: 3, DeleteBucket: 200, GetBucketPolicy: null, ListAllMyBuckets: 1 },
};

test("no principals, no rows", () => {
  expect(rowsOf(managedPolicy("p", allow("s3:*")))).toEqual([]);
});

test("an administrator is granted everything, and measured on what AWS tracks of it", () => {
  const admin = role("admin", { attachedPolicyArns: [arn.iam("policy/all")] });
  const uses = { ...storage, iam: { CreateUser: null, GetRole: 5, PassRole: null }, sqs: 2, sns: null };
  const [row] = rowsOf(admin, managedPolicy("all", allow("*")), report(admin, uses));
  expect(row).toEqual({
    metric: "permission-utilization",
    region: "global",
    subjectId: admin.resourceId,
    subjectType: "iam.role",
    standing: "counted",
    reason: null,
    class: "role",
    // Unused of seven: DeleteBucket (200 days), GetBucketPolicy, CreateUser, PassRole.
    numerator: 4,
    denominator: 7,
    value: 4 / 7,
    at: null,
    detail: {
      metric: "permission-utilization",
      granted: actionTable.all.size,
      measurable: 7,
      used: 3,
      unusedPrivileged: 3,
      unusedPrivilegedActions: ["iam:CreateUser", "iam:PassRole", "s3:DeleteBucket"],
      usedServices: ["sqs"],
      unusedServices: ["sns"],
    },
  });
});

test("a user is granted what its groups are", () => {
  const ana = user("ana", { groups: ["team"] });
  const team = group("team", [arn.iam("policy/s3")]);
  expect(rows(ana, team, managedPolicy("s3", allow("s3:CreateBucket")), report(ana, storage))).toEqual([
    "ana counted user  0",
  ]);
});

test("at most 50 unused privileged actions are named, and all are counted", () => {
  const app = role("app");
  const writes = actionTable
    .names(actionTable.atLevels(["write"]).intersection(actionTable.expand("ec2:*")))
    .slice(0, 60);
  const uses = { ec2: Object.fromEntries(writes.map((name) => [name.slice(4), null])) };
  const [row] = rowsOf(app, inlinePolicy(app, "x", allow("ec2:*")), report(app, uses));
  const detail = row?.detail.metric === "permission-utilization" ? row.detail : undefined;
  expect(detail?.unusedPrivileged).toBe(60);
  expect(detail?.unusedPrivilegedActions).toEqual(writes.slice(0, 50));
});

test("what is left out is counted by its reason; a permission set's role keeps its value", () => {
  const young = { createdAt: `${daysAgo(90)}T12:00:00Z` };
  const made = (name: string, over = {}) => {
    const principal = role(name, over);
    return [principal, inlinePolicy(principal, "s3", allow("s3:*")), report(principal, storage)];
  };
  const linked = role("linked", serviceLinked);
  const powerless = role("powerless");
  expect(
    rows(
      linked,
      ...made("reserved", reserved),
      ...made("young", young),
      role("young-unreported", young),
      powerless,
      report(powerless, storage),
    ),
  ).toEqual([
    "linked excluded role serviceLinked",
    "powerless excluded role nothingMeasurable",
    "reserved excluded role fromPermissionSet 0.5",
    "young excluded role young",
    "young-unreported excluded role young",
  ]);
});

test("what cannot be seen is unknown, by what was lacking", () => {
  const [unreported, unread, unattached] = [
    role("unreported"),
    role("unread"),
    role("unattached", { attachedPolicyArns: [arn.iam("policy/gone")] }),
  ];
  expect(
    rows(
      unreported,
      unread,
      inlinePolicy(unread, "x", "{"),
      report(unread, storage),
      unattached,
      report(unattached, storage),
    ),
  ).toEqual([
    "unattached unknown role policyUnread",
    "unread unknown role policyUnread",
    "unreported unknown role reportUnseen",
  ]);
});

test("what a service control policy denies is not granted", () => {
  const app = role("app");
  const denied = policyDocument({ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" });
  const facts = [app, inlinePolicy(app, "s3", allow("s3:*")), report(app, storage)];
  expect(rows(...facts)).toEqual(["app counted role  0.5"]);
  expect(rows(...facts, controlPolicy("p-no", denied, [unitId]))).toEqual([`app counted role  ${1 / 3}`]);
});
