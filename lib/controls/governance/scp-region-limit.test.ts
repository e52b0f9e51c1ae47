import { expect, test } from "vitest";
import { accountId, policyDocument } from "../testing/facts.ts";
import { controlPolicy, member, organization, rootId, unitId } from "../testing/organization.ts";
import { evidenceOf, verdicts } from "../testing/verdicts.ts";
import { scpRegionLimit } from "./scp-region-limit.ts";

const notIn = (...regions: string[]) => ({ StringNotEquals: { "aws:RequestedRegion": regions } });
const europe = notIn("eu-central-1", "eu-west-1");
const globals = ["iam:*", "sts:*", "organizations:*", "cloudfront:*"];

function limit(over: object = {}) {
  return policyDocument({ Effect: "Deny", NotAction: globals, Resource: "*", Condition: europe, ...over });
}

const spare = (...arns: string[]) => ({ ArnNotLike: { "aws:PrincipalARN": arns } });
const onRoot = (document: string) => [controlPolicy("p-1", document, [rootId])];

test.each([
  ["as AWS documents it", onRoot(limit()), "pass"],
  ["on the unit", [controlPolicy("p-1", limit(), [unitId])], "pass"],
  ["on another unit", [controlPolicy("p-1", limit(), ["ou-ab12-22222222"])], "fail"],
  [
    "but for one role",
    onRoot(limit({ Condition: { ...europe, ...spare("arn:aws:iam::*:role/Deploy") } })),
    "pass",
  ],
  [
    "but for every role",
    onRoot(limit({ Condition: { ...europe, ...spare("arn:aws:iam::*:role/*") } })),
    "fail",
  ],
  ["for every action", onRoot(limit({ NotAction: undefined, Action: "*" })), "pass"],
  ["for one service", onRoot(limit({ NotAction: undefined, Action: "ec2:*" })), "fail"],
  ["for all but one regional service", onRoot(limit({ NotAction: [...globals, "ec2:*"] })), "fail"],
  [
    "shared between two statements",
    onRoot(
      policyDocument(
        { Effect: "Deny", Action: ["ec2:*", "ecs:*", "eks:*"], Resource: "*", Condition: europe },
        { Effect: "Deny", Action: ["lambda:*", "rds:*"], Resource: "*", Condition: europe },
      ),
    ),
    "pass",
  ],
  [
    "by patterns of Regions",
    onRoot(limit({ Condition: { StringNotLike: { "aws:RequestedRegion": "eu-*" } } })),
    "pass",
  ],
  [
    "by a pattern of every Region",
    onRoot(limit({ Condition: { StringNotLike: { "aws:RequestedRegion": "*" } } })),
    "fail",
  ],
  [
    "in one Region",
    onRoot(limit({ Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })),
    "fail",
  ],
  [
    "where the Region is given",
    onRoot(limit({ Condition: { StringNotEqualsIfExists: { "aws:RequestedRegion": "eu-west-1" } } })),
    "pass",
  ],
  [
    "under another condition too",
    onRoot(limit({ Condition: { ...europe, Bool: { "aws:ViaAWSService": "false" } } })),
    "fail",
  ],
  ["on some resources", onRoot(limit({ Resource: "arn:aws:ec2:*:*:instance/*" })), "fail"],
  ["by an Allow", onRoot(limit({ Effect: "Allow" })), "fail"],
  ["everywhere", onRoot(limit({ Condition: undefined })), "fail"],
  ["by nothing", [], "fail"],
  ["by a document that does not parse", onRoot("{"), "undecidable: The policy document is not valid JSON."],
  ["beside one that does not parse", [...onRoot(limit()), controlPolicy("p-2", "{", [rootId])], "pass"],
])("limited %s", (_, policies, verdict) => {
  const facts = [organization(), member(), ...policies];
  expect(verdicts(scpRegionLimit, facts)).toEqual({ [accountId]: verdict });
});

test.each([
  ["the management account", organization({ managementAccountId: accountId }), "notApplicable"],
  ["while the type is off", organization({ enabledPolicyTypes: [] }), "fail"],
])("%s", (_, own, verdict) => {
  expect(verdicts(scpRegionLimit, [own, member(), ...onRoot(limit())])).toEqual({ [accountId]: verdict });
});

test("the evidence names the Regions, who is spared and what is not limited", () => {
  const facts = [organization(), member()];
  const spared = limit({ Condition: { ...europe, ...spare("arn:aws:iam::*:role/Deploy") } });
  expect(evidenceOf(scpRegionLimit, [...facts, ...onRoot(spared)])).toMatchObject({
    summary: "Work is limited to eu-central-1, eu-west-1, except for arn:aws:iam::*:role/Deploy.",
    fragments: [{ place: "organizations.policy p-1 document Statement[0]" }],
  });
  const some = limit({ NotAction: [...globals, "ec2:*"] });
  expect(evidenceOf(scpRegionLimit, [...facts, ...onRoot(some)]).summary).toBe(
    "No service control policy keeps ec2:RunInstances to named Regions.",
  );
});
