import { expect, test } from "vitest";
import { accountId, arn, policyDocument } from "../testing/facts.ts";
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
import { separationOfDuties } from "./separation-of-duties.ts";

const allow = (Action: string | string[], Resource = "*") =>
  policyDocument({ Effect: "Allow", Action, Resource });
const full = controlPolicy("p-FullAWSAccess", allow("*"), [rootId, unitId, accountId]);
const base = [organization(), member(), full];
const deploy = role("deploy");
const own = (document: string, principal = deploy) => inlinePolicy(principal, "own", document);
const offered = (securityRole: string) =>
  (separationOfDuties.remediation.policy ?? "").replace("SECURITY_ROLE", securityRole);
const logsAndDeploys = ["cloudtrail:StopLogging", "ec2:RunInstances"];

test.each([
  ["everything", [own(allow("*"))], "fail"],
  ["one switch beside its work", [own(allow(logsAndDeploys))], "fail"],
  [
    "a switch of one trail",
    [
      own(
        policyDocument(
          { Effect: "Allow", Action: "cloudtrail:*", Resource: "arn:aws:cloudtrail:*:*:trail/x" },
          { Effect: "Allow", Action: "ec2:*", Resource: "*" },
        ),
      ),
    ],
    "fail",
  ],
  ["to suspend the detector", [own(allow(["guardduty:UpdateDetector", "ec2:*"]))], "fail"],
  [
    "everything but IAM",
    [own(policyDocument({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }))],
    "fail",
  ],
  ["to read what is logged", [own(allow(["cloudtrail:Get*", "config:Describe*", "ec2:*"]))], "pass"],
  ["everything on a bucket", [own(allow("*", "arn:aws:s3:::b/*"))], "pass"],
  ["nothing", [], "pass"],
  [
    "what logs and detects, and nothing else",
    [own(allow(["cloudtrail:*", "config:*", "guardduty:*", "sns:*", "iam:PassRole", "s3:Get*"]))],
    "notApplicable",
  ],
  ["that and a bucket to delete", [own(allow(["cloudtrail:*", "s3:DeleteBucket"]))], "fail"],
  [
    "everything, denied by the organization but for another",
    [own(allow("*")), controlPolicy("p-1", offered("OrgSecurity"), [rootId])],
    "pass",
  ],
  [
    "everything, spared by the organization",
    [own(allow("*")), controlPolicy("p-1", offered("deploy"), [unitId])],
    "fail",
  ],
  [
    "everything, denied by its boundary",
    [
      role("deploy", { boundaryArn: arn.iam("policy/b") }),
      own(allow("*")),
      managedPolicy("b", allow(["s3:*", "ec2:*"])),
    ],
    "pass",
  ],
  ["what cannot be read", [own("{")], "undecidable: The policy document is not valid JSON."],
])("a deployer that may do %s", (_, facts, verdict) => {
  const principals = facts.some(({ kind }) => kind === "iam.role") ? [] : [deploy];
  expect(verdicts(separationOfDuties, [...base, ...principals, ...facts])).toEqual({
    [deploy.resourceId]: verdict,
  });
});

test.each([
  ["SecurityBreakGlass", "notApplicable"],
  ["break-glass-eu", "notApplicable"],
  ["team-secops-admin", "notApplicable"],
  ["AWSControlTowerExecution", "notApplicable"],
  ["IncidentResponse", "notApplicable"],
  ["cloudtrail_keeper", "notApplicable"],
  ["social-login", "fail"],
  ["insecurity", "fail"],
  ["logistics", "fail"],
])("%s, who may do everything: %s", (name, verdict) => {
  const principal = role(name);
  expect(verdicts(separationOfDuties, [...base, principal, own(allow("*"), principal)])).toEqual({
    [principal.resourceId]: verdict,
  });
});

test.each([
  ["a service-linked role", role("AWSServiceRoleForConfig", serviceLinked), "notApplicable"],
  ["a role in the path of security", role("audit", { path: "/security/" }), "notApplicable"],
  [
    "the administrator set",
    role("AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071", reserved),
    "notApplicable",
  ],
  [
    "the administrator set of Control Tower",
    role("AWSReservedSSO_AWSAdministratorAccess_0a1b", reserved),
    "notApplicable",
  ],
  ["another set", role("AWSReservedSSO_Deploy_0a1b2c3d4e5f6071", reserved), "fail"],
  ["a role that takes such a name", role("AWSReservedSSO_AdministratorAccess_0a1b"), "fail"],
])("%s, which may do everything", (_, principal, verdict) => {
  expect(
    Object.values(verdicts(separationOfDuties, [...base, principal, own(allow("*"), principal)])),
  ).toEqual([verdict]);
});

test("users are judged too, and the evidence names the switches", () => {
  const alice = user("alice");
  const facts = [...base, alice, inlinePolicy(alice, "own", allow(logsAndDeploys))];
  expect(verdicts(separationOfDuties, facts)).toEqual({ [alice.resourceId]: "fail" });
  expect(evidenceOf(separationOfDuties, facts)).toEqual({
    summary: "alice may switch logging off: cloudtrail:StopLogging.",
    fragments: [
      { label: "May stop logging by", place: "iam.policy document", value: ["cloudtrail:StopLogging"] },
    ],
  });
});

test("in the management account no control policy helps", () => {
  const facts = [
    organization({ managementAccountId: accountId }),
    member(),
    full,
    controlPolicy("p-1", offered("x"), [rootId]),
  ];
  expect(verdicts(separationOfDuties, [...facts, deploy, own(allow("*"))])).toEqual({
    [deploy.resourceId]: "fail",
  });
});
