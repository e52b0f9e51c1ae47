import { expect, test } from "vitest";
import { Undecidable } from "#lib/controls/define.ts";
import { principals } from "#lib/controls/permissions.ts";
import { arn, asOf, daysAgo, fact, policyDocument } from "#lib/controls/testing/facts.ts";
import { group, inlinePolicy, managedPolicy, user } from "#lib/controls/testing/identity-facts.ts";
import type { Fact } from "#lib/inventory/kinds.ts";
import { rightSizedFor } from "./right-sized.ts";
import { measured } from "./testing/input.ts";

const queue = "arn:aws:sqs:eu-central-1:111122223333:orders";
const allow = (Action: string | string[], Resource = "*") =>
  policyDocument({ Effect: "Allow", Action, Resource });
const ana = user("ana", {
  groups: ["team"],
  attachedPolicyArns: [arn.iam("policy/queues")],
  boundaryArn: arn.iam("policy/bound"),
});
const facts: Fact[] = [
  ana,
  managedPolicy("queues", allow("sqs:*", queue)),
  managedPolicy("bound", allow("s3:*")),
  group("team", [arn.iam("policy/tables")]),
  managedPolicy("tables", allow(["dynamodb:CreateTable", "dynamodb:DeleteTable"])),
  inlinePolicy(group("team"), "never", policyDocument({ Effect: "Deny", Action: "iam:*", Resource: "*" })),
];
const report = fact("iam.last-accessed", ana.resourceId, {
  principalArn: ana.resourceId,
  services: [
    {
      namespace: "dynamodb",
      lastOn: daysAgo(89),
      actions: [
        { name: "CreateTable", lastOn: daysAgo(89) },
        { name: "DeleteTable", lastOn: daysAgo(90) },
      ],
    },
    { namespace: "sqs", lastOn: daysAgo(1), actions: null },
  ],
});

function sized(...given: Fact[]) {
  const input = measured(given);
  const [subject] = principals(input);
  if (subject === undefined) throw new Error("no principal");
  return rightSizedFor(input, subject, asOf);
}

test("its own and its groups' policies together, used within 90 days; the boundary is none of them", () => {
  const { documents, removed, notes } = sized(...facts, report);
  expect(documents).toEqual([
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Used", Effect: "Allow", Action: ["dynamodb:CreateTable"], Resource: ["*"] },
        { Sid: "KeptUseNotTracked", Effect: "Allow", Action: ["sqs:*"], Resource: [queue] },
        { Sid: "KeptDeny", Effect: "Deny", Action: ["iam:*"], Resource: ["*"] },
      ],
    },
  ]);
  expect(removed).toEqual(["dynamodb:DeleteTable"]);
  expect(notes[0]).toMatch(/^never, tables reach it through team:/);
});

test("without a report nothing is proposed", () => {
  expect(() => sized(...facts)).toThrow(Undecidable);
});
