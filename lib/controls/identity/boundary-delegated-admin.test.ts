import { expect, test } from "vitest";
import { actionTable } from "#lib/iam/data/action-table.ts";
import { allowsEverything, policyGrants } from "#lib/iam/grants.ts";
import { parsePolicy } from "#lib/iam/policy.ts";
import { accountId, arn, policyDocument } from "../testing/facts.ts";
import { group, inlinePolicy, managedPolicy, role, serviceLinked, user } from "../testing/identity-facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { boundaryDelegatedAdmin } from "./boundary-delegated-admin.ts";

const ops = role("ops");
const allow = (Action: string | string[], Resource: string | string[] = "*", more: object = {}) =>
  policyDocument({ Effect: "Allow", Action, Resource, ...more });
const own = (document: string) => inlinePolicy(ops, "own", document);
const base = [
  organization(),
  member(),
  controlPolicy("p-FullAWSAccess", allow("*"), [rootId, unitId, accountId]),
];
const bounded = role("ops", { boundaryArn: arn.iam("policy/b") });
const boundary = (document: string) => managedPolicy("b", document, { attachmentCount: 0 });
const self = `arn:aws:iam::*:user/\${aws:username}`;

test.each([
  ["may create roles", [ops, own(allow("iam:CreateRole"))], "fail"],
  ["may do everything", [ops, own(allow("*"))], "fail"],
  [
    "may do everything with MFA",
    [ops, own(allow("*", "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }))],
    "fail",
  ],
  [
    "may attach policies in a path",
    [ops, own(allow("iam:AttachRolePolicy", "arn:aws:iam::*:role/team/*"))],
    "fail",
  ],
  [
    "may do everything but IAM",
    [ops, own(policyDocument({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }))],
    "notApplicable",
  ],
  ["may do everything to a bucket", [ops, own(allow("*", "arn:aws:s3:::b/*"))], "notApplicable"],
  ["may read IAM", [ops, own(allow(["iam:Get*", "iam:List*"]))], "notApplicable"],
  [
    "may pass roles",
    [ops, own(allow(["iam:PassRole", "iam:CreateServiceLinkedRole", "iam:TagRole"]))],
    "notApplicable",
  ],
  [
    "may keep their own keys",
    [ops, own(allow(["iam:CreateAccessKey", "iam:CreateLoginProfile"], [self]))],
    "notApplicable",
  ],
  ["may make keys for anybody", [ops, own(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/*"))], "fail"],
  ["may do nothing", [ops], "notApplicable"],
  [
    "denied by the organization",
    [
      ops,
      own(allow("iam:*")),
      controlPolicy("p-1", policyDocument({ Effect: "Deny", Action: "iam:*", Resource: "*" }), [rootId]),
    ],
    "notApplicable",
  ],
  ["within a boundary", [bounded, own(allow("iam:*")), boundary(allow(["s3:*", "iam:*"]))], "pass"],
  [
    "within a boundary of all but what lifts it",
    [
      bounded,
      own(allow("iam:*")),
      boundary(
        policyDocument(
          { Effect: "Allow", Action: "*", Resource: "*" },
          { Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
        ),
      ),
    ],
    "pass",
  ],
  ["within a boundary that allows everything", [bounded, own(allow("iam:*")), boundary(allow("*"))], "fail"],
  ["within a boundary without IAM", [bounded, own(allow("iam:*")), boundary(allow("s3:*"))], "notApplicable"],
  [
    "within a boundary that is missing",
    [bounded, own(allow("iam:*"))],
    "undecidable: A policy of a principal is not among the facts.",
  ],
  ["an unreadable policy", [ops, own("{")], "undecidable: The policy document is not valid JSON."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(boundaryDelegatedAdmin, [...base, ...facts])).toEqual({ [ops.resourceId]: verdict });
});

test("users are judged by their groups, service-linked roles not at all", () => {
  const facts = [
    role("A", serviceLinked),
    user("u", { groups: ["g"] }),
    group("g", [arn.iam("policy/p")]),
    managedPolicy("p", allow("iam:PutUserPolicy")),
  ];
  expect(Object.values(verdicts(boundaryDelegatedAdmin, [...base, ...facts]))).toEqual([
    "notApplicable",
    "fail",
  ]);
});

test("the evidence names the actions and the boundary", () => {
  expect(evidenceOf(boundaryDelegatedAdmin, [...base, ops, own(allow("iam:Create*"))])).toMatchObject({
    summary: "ops may change who may do what, and has no permission boundary.",
    fragments: [
      { value: { actions: expect.arrayContaining(["iam:CreatePolicyVersion", "iam:CreateUser"]), more: 0 } },
      { place: "iam.role boundaryArn", value: null },
    ],
  });
});

test("the boundary it offers bounds", () => {
  const parsed = parsePolicy(boundaryDelegatedAdmin.remediation.policy ?? "");
  if (!parsed.ok) throw new Error(parsed.reason);
  const grants = policyGrants(parsed.statements, actionTable);
  expect(allowsEverything(grants, actionTable)).toBe(false);
  expect(grants.unknown).toEqual([]);
});
