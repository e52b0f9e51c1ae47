import { expect, test } from "vitest";
import { accountId, policyDocument } from "../testing/facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { scpGuardrails } from "./scp-guardrails.ts";

const actions = [
  "organizations:LeaveOrganization",
  "cloudtrail:StopLogging",
  "cloudtrail:DeleteTrail",
  "guardduty:DeleteDetector",
  "securityhub:DisableSecurityHub",
  "config:StopConfigurationRecorder",
  "config:DeleteConfigurationRecorder",
];
const admin = "arn:aws:iam::*:role/OrgAdmin";

function deny(over: object = {}) {
  return policyDocument({ Effect: "Deny", Action: actions, Resource: "*", ...over });
}

function except(key: string, value: string) {
  return deny({ Condition: { ArnNotLike: { [key]: value } } });
}

const base = [organization(), member()];

test.each([
  ["on the root", [controlPolicy("p-1", deny(), [rootId])], "pass"],
  ["on the unit", [controlPolicy("p-1", deny(), [unitId])], "pass"],
  ["on the account", [controlPolicy("p-1", deny(), [accountId])], "pass"],
  ["on another unit", [controlPolicy("p-1", deny(), ["ou-ab12-22222222"])], "fail"],
  ["on nothing", [controlPolicy("p-1", deny(), [])], "fail"],
  ["by no policy", [], "fail"],
  [
    "by a policy of another type",
    [controlPolicy("p-1", deny(), [rootId], "RESOURCE_CONTROL_POLICY")],
    "fail",
  ],
  [
    "shared between policies",
    [
      controlPolicy("p-1", deny({ Action: actions.slice(0, 3) }), [rootId]),
      controlPolicy("p-2", deny({ Action: actions.slice(3) }), [unitId]),
    ],
    "pass",
  ],
  ["all but one", [controlPolicy("p-1", deny({ Action: actions.slice(1) }), [rootId])], "fail"],
  ["by pattern", [controlPolicy("p-1", deny({ Action: "*" }), [rootId])], "pass"],
  [
    "by NotAction",
    [controlPolicy("p-1", deny({ Action: undefined, NotAction: ["s3:*", "ec2:*"] }), [rootId])],
    "pass",
  ],
  ["but for a named role", [controlPolicy("p-1", except("aws:PrincipalArn", admin), [rootId])], "pass"],
  [
    "but for every role",
    [controlPolicy("p-1", except("aws:PrincipalArn", "arn:aws:iam::*:role/*"), [rootId])],
    "fail",
  ],
  ["under another condition", [controlPolicy("p-1", except("aws:SourceArn", admin), [rootId])], "fail"],
  [
    "on one resource",
    [controlPolicy("p-1", deny({ Resource: "arn:aws:cloudtrail:*:*:trail/x" }), [rootId])],
    "fail",
  ],
  [
    "by a document that does not parse",
    [controlPolicy("p-1", "{", [rootId])],
    "undecidable: The policy document is not valid JSON.",
  ],
  [
    "beside a document that does not parse",
    [controlPolicy("p-1", "{", [rootId]), controlPolicy("p-2", deny(), [rootId])],
    "pass",
  ],
  ["with an unreadable document elsewhere", [controlPolicy("p-1", "{", ["ou-ab12-22222222"])], "fail"],
])("denied %s", (_, policies, verdict) => {
  expect(verdicts(scpGuardrails, [...base, ...policies])).toEqual({ [accountId]: verdict });
});

const onRoot = controlPolicy("p-1", deny(), [rootId]);

test.each([
  [
    "the management account is not bound",
    [organization({ managementAccountId: accountId }), member(), onRoot],
    "notApplicable",
  ],
  [
    "nothing has effect while the type is off",
    [organization({ enabledPolicyTypes: [] }), member(), onRoot],
    "fail",
  ],
  [
    "an account that is not listed",
    [organization(), onRoot],
    "undecidable: The account is not among those of the organization.",
  ],
  ["no organization", [member(), onRoot], "undecidable: The organization is not among the facts."],
])("%s", (_, facts, verdict) => {
  expect(verdicts(scpGuardrails, facts)).toEqual({ [accountId]: verdict });
});

test("the evidence names the exempted principals and the actions that are missing", () => {
  const spared = [...base, controlPolicy("p-1", except("aws:PrincipalArn", admin), [rootId])];
  expect(evidenceOf(scpGuardrails, spared)).toMatchObject({
    summary: `All 7 dangerous actions are denied, except to ${admin}.`,
    fragments: [
      { label: "Statement 1", place: "organizations.policy p-1 document Statement[0]" },
      { label: "Exempt principals", value: [admin] },
    ],
  });
  const some = [...base, controlPolicy("p-1", deny({ Action: actions.slice(2) }), [rootId])];
  expect(evidenceOf(scpGuardrails, some).summary).toBe(
    "No service control policy denies organizations:LeaveOrganization, cloudtrail:StopLogging.",
  );
});

test("a deny without exemption binds more than one with", () => {
  const both = [
    controlPolicy("p-1", except("aws:PrincipalArn", admin), [rootId]),
    controlPolicy("p-2", deny(), [rootId]),
  ];
  expect(evidenceOf(scpGuardrails, [...base, ...both]).summary).toBe("All 7 dangerous actions are denied.");
});
