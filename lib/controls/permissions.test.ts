import { describe, expect, test } from "vitest";
import { actionTable } from "#lib/iam/data/action-table.ts";
import { parsePolicy } from "#lib/iam/policy.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import type { Slices } from "./define.ts";
import { permissionsOf, principals } from "./permissions.ts";
import { accountId, arn, asOf, policyDocument, region } from "./testing/facts.ts";
import { group, inlinePolicy, managedPolicy, role, serviceLinked, user } from "./testing/identity-facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "./testing/organization.ts";

const at = { accountId, region, regions: [region], asOf };
const anything = policyDocument({ Effect: "Allow", Action: "*", Resource: "*" });
const only = (action: string) => policyDocument({ Effect: "Allow", Action: action, Resource: "*" });
const full = controlPolicy("p-FullAWSAccess", anything, [rootId, unitId, accountId]);
const base = [organization(), member()];

function may(facts: readonly Fact[], ...actions: string[]): string[] {
  const all = <K extends FactKind>(kind: K) => facts.filter((fact): fact is Fact<K> => fact.kind === kind);
  const slices: Slices<FactKind> = {
    all,
    everywhere: all,
    one: (kind, resourceId) => all(kind).find((fact) => fact.resourceId === resourceId),
    policy: parsePolicy,
    actions: actionTable,
  };
  const [first] = principals(slices);
  if (first === undefined) throw new Error("no principal");
  const { some } = permissionsOf(slices, first, at);
  return actions.filter((action) => actionTable.named(action).intersects(some));
}

const get = "s3:GetObject";
const create = "iam:CreateUser";
const admin = role("r", { attachedPolicyArns: [arn.iam("policy/admin")] });
const adminPolicy = managedPolicy("admin", anything);

test.each([
  ["no policy", [role("r"), full], []],
  ["an attached policy", [admin, adminPolicy, full], [get, create]],
  ["an inline policy", [role("r"), inlinePolicy(role("r"), "own", only("s3:*")), full], [get]],
  ["an inline policy of another", [role("r"), inlinePolicy(role("q"), "own", only("s3:*")), full], []],
  [
    "policies of groups, attached and inline",
    [
      user("u", { groups: ["g"] }),
      group("g", [arn.iam("policy/read")]),
      managedPolicy("read", only("s3:*")),
      inlinePolicy(group("g"), "own", only("iam:*")),
      full,
    ],
    [get, create],
  ],
  [
    "a boundary",
    [
      role("r", { ...admin.payload, boundaryArn: arn.iam("policy/b") }),
      adminPolicy,
      managedPolicy("b", only("s3:*"), { attachmentCount: 0 }),
      full,
    ],
    [get],
  ],
  [
    "a control policy of the unit",
    [
      admin,
      adminPolicy,
      controlPolicy("p-1", only("s3:*"), [unitId]),
      controlPolicy("p-2", anything, [rootId, accountId]),
    ],
    [get],
  ],
  [
    "a control policy of another unit",
    [
      admin,
      adminPolicy,
      full,
      controlPolicy("p-1", policyDocument({ Effect: "Deny", Action: "*", Resource: "*" }), ["ou-x"]),
    ],
    [get, create],
  ],
  [
    "a resource control policy, which is another thing",
    [
      admin,
      adminPolicy,
      full,
      controlPolicy(
        "p-1",
        policyDocument({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }),
        [rootId],
        "RESOURCE_CONTROL_POLICY",
      ),
    ],
    [get, create],
  ],
  [
    "a service-linked role, which none binds",
    [
      role("r", { ...serviceLinked, attachedPolicyArns: [arn.iam("policy/admin")] }),
      adminPolicy,
      controlPolicy("p-1", only("s3:*"), [rootId, unitId, accountId]),
    ],
    [get, create],
  ],
])("%s", (_, facts, expected) => {
  expect(may([...base, ...facts], get, create)).toEqual(expected);
});

describe("control policies that do not bind", () => {
  const limits = [controlPolicy("p-1", only("s3:*"), [rootId])];
  test("in the management account", () => {
    const facts = [organization({ managementAccountId: accountId }), member(), admin, adminPolicy, ...limits];
    expect(may(facts, create)).toEqual([create]);
  });
  test("while their type is off", () => {
    expect(
      may([organization({ enabledPolicyTypes: [] }), member(), admin, adminPolicy, ...limits], create),
    ).toEqual([create]);
  });
});

test.each([
  [
    "an attached policy that is missing",
    [...base, admin, full],
    "A policy of a principal is not among the facts.",
  ],
  [
    "a boundary that is missing",
    [...base, role("r", { boundaryArn: arn.iam("policy/b") }), full],
    "A policy of a principal is not among the facts.",
  ],
  [
    "a group that is missing",
    [...base, user("u", { groups: ["g"] }), full],
    "A group of a user is not among the facts.",
  ],
  ["no organization", [member(), admin, adminPolicy, full], "The organization is not among the facts."],
  [
    "an account that is not listed",
    [organization(), admin, adminPolicy, full],
    "The account is not among those of the organization.",
  ],
  [
    "a level without a control policy",
    [...base, admin, adminPolicy, controlPolicy("p-1", anything, [rootId, accountId])],
    "A level above the account has no service control policy among the facts.",
  ],
  [
    "a policy that does not parse",
    [...base, role("r"), inlinePolicy(role("r"), "x", "{"), full],
    "The policy document is not valid JSON.",
  ],
  [
    "a policy of a future version",
    [...base, role("r"), inlinePolicy(role("r"), "x", anything.replace("2012-10-17", "2031-01-01")), full],
    "The policy document does not follow the IAM grammar at Version.",
  ],
  [
    "a control policy that does not parse",
    [...base, admin, adminPolicy, full, controlPolicy("p-1", "{", [unitId])],
    "The policy document is not valid JSON.",
  ],
])("%s decides nothing", (_, facts, reason) => {
  expect(() => may(facts)).toThrow(reason);
});
