import { expect, test } from "vitest";
import type { Fact } from "#lib/inventory/kinds.ts";
import { accountId, arn, daysAgo, fact, policyDocument } from "../testing/facts.ts";
import {
  inlinePolicy,
  managedPolicy,
  reserved,
  role,
  serviceLinked,
  user,
} from "../testing/identity-facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { permissionUtilization } from "./permission-utilization.ts";

const app = role("app");
const anything = policyDocument({ Effect: "Allow", Action: "*", Resource: "*" });
const base = [
  organization(),
  member(),
  controlPolicy("p-FullAWSAccess", anything, [rootId, unitId, accountId]),
];

function report(principal: Fact, services: Record<string, Record<string, number | null> | null>) {
  const on = (days: number | null) => (days === null ? null : daysAgo(days));
  return fact("iam.last-accessed", principal.resourceId, {
    principalArn: principal.resourceId,
    services: Object.entries(services).map(([namespace, actions]) => ({
      namespace,
      lastOn: null,
      actions: actions && Object.entries(actions).map(([name, days]) => ({ name, lastOn: on(days) })),
    })),
  });
}

const names = [
  "CreateBucket",
  "DeleteBucket",
  "DeleteBucketPolicy",
  "GetBucketAcl",
  "GetBucketCORS",
  "GetBucketLocation",
  "GetBucketLogging",
  "GetBucketPolicy",
  "GetBucketTagging",
  "GetBucketVersioning",
  "GetBucketWebsite",
];

/** A report on so many actions of S3, all of them used but the first few. */
function used(count: number, unused: number) {
  return { s3: Object.fromEntries(names.slice(0, count).map((name, at) => [name, at < unused ? null : 3])) };
}

const s3 = inlinePolicy(app, "s3", policyDocument({ Effect: "Allow", Action: "s3:*", Resource: "*" }));

test.each([
  ["all used", [app, s3, report(app, used(5, 0))], "pass"],
  ["1 of 11 unused", [app, s3, report(app, used(11, 1))], "pass"],
  ["1 of 10 unused, a tenth", [app, s3, report(app, used(10, 1))], "fail"],
  ["used 90 days and a half ago", [app, s3, report(app, { s3: { CreateBucket: 90 } })], "fail"],
  ["used 89 days and a half ago", [app, s3, report(app, { s3: { CreateBucket: 89 } })], "pass"],
  [
    "unused, and not granted",
    [app, s3, report(app, { s3: { CreateBucket: 1 }, ec2: { RunInstances: null } })],
    "pass",
  ],
  [
    "used by denied attempts, and not granted",
    [app, s3, report(app, { s3: { CreateBucket: null }, ec2: { RunInstances: 1 } })],
    "fail",
  ],
  [
    "unused, and denied",
    [
      app,
      s3,
      inlinePolicy(app, "no", policyDocument({ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" })),
      report(app, { s3: { CreateBucket: 1, DeleteBucket: null } }),
    ],
    "pass",
  ],
  [
    "unused, and denied to the account",
    [
      app,
      s3,
      controlPolicy("p-1", policyDocument({ Effect: "Deny", Action: "s3:Delete*", Resource: "*" }), [unitId]),
      report(app, { s3: { CreateBucket: 1, DeleteBucket: null } }),
    ],
    "pass",
  ],
  ["nothing tracked", [app, s3, report(app, { s3: null })], "notApplicable"],
  ["nothing granted", [app, report(app, used(5, 5))], "notApplicable"],
  ["without a report", [app, s3], "undecidable: A principal has no last-accessed report among the facts."],
  [
    "a policy that does not parse",
    [app, inlinePolicy(app, "x", "{"), report(app, used(1, 0))],
    "undecidable: The policy document is not valid JSON.",
  ],
])("%s", (_, facts, verdict) => {
  expect(verdicts(permissionUtilization, [...base, ...facts])).toEqual({ [app.resourceId]: verdict });
});

test("service-linked, young and Identity Center's roles are not measured, and need no report", () => {
  const young = { createdAt: `${daysAgo(90)}T12:00:00Z` };
  const facts = [role("a", serviceLinked), role("b", young), role("c", reserved), user("d", young)];
  expect(new Set(Object.values(verdicts(permissionUtilization, [...base, ...facts])))).toEqual(
    new Set(["notApplicable"]),
  );
});

test("the evidence has the counts, and the unused privileged actions, twenty at most", () => {
  const admin = role("app", { attachedPolicyArns: [arn.iam("policy/admin")] });
  const iam = ["Attach", "Detach", "Delete", "Put"].flatMap((verb) =>
    ["User", "Role", "Group"].map((kind) => `${verb}${kind}Policy`),
  );
  const ec2 = ["RunInstances", "StopInstances", "StartInstances", "RebootInstances", "CreateVpc"];
  const sns = ["CreateTopic", "DeleteTopic", "Publish", "Subscribe", "Unsubscribe"];
  const unused = (list: string[]) => Object.fromEntries(list.map((name) => [name, null]));
  const facts = [
    admin,
    managedPolicy("admin", anything),
    report(admin, {
      iam: unused(iam),
      ec2: { ...unused(ec2), DescribeInstances: 1 },
      sns: { ...unused(sns), ListTopics: null, BrandNew: null },
      sqs: null,
    }),
  ];
  const { summary, fragments } = evidenceOf(permissionUtilization, [...base, ...facts]);
  expect(summary).toMatch(/^app used 1 of 24 measurable actions within 90 days; it is granted 2\d{4}\.$/);
  expect(fragments[0]).toMatchObject({ label: "Actions", value: { used: 1, measurable: 24 } });
  const named = [
    ...ec2.map((name) => `ec2:${name}`),
    ...iam.map((name) => `iam:${name}`),
    ...sns.map((name) => `sns:${name}`),
  ];
  expect(fragments[1]).toEqual({
    label: "Unused privileged actions",
    place: "iam.last-accessed services[].actions",
    value: { actions: named.sort().slice(0, 20), more: 2 },
  });
  expect(fragments[2]).toMatchObject({ value: { used: [], unused: ["sqs"] } });
  expect(fragments[3]).toMatchObject({ value: ["sns:BrandNew"] });
});
