import type { ActionSet } from "#lib/iam/action-set.ts";
import type { ActionTable } from "#lib/iam/actions.ts";
import { allowsEverything } from "#lib/iam/grants.ts";
import { isServiceLinked } from "#lib/iam/own-roles.ts";
import { defineControl, fail, fragment, notApplicable, pass } from "../define.ts";
import { nist80053Ours, tenet } from "../frameworks.ts";
import { managedGrants, permissionReads, permissionsOf, principals } from "../permissions.ts";
import { account, lines, name } from "../placeholders.ts";

const mostNamed = 20;

/** What makes a principal, puts it in a group, gives it a credential or another trust. */
const makesPrincipals = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:AddUserToGroup",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateRole",
  "iam:CreateSAMLProvider",
  "iam:CreateUser",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
];

const writes = new WeakMap<ActionTable, ActionSet>();

/** Those, and what AWS counts as permissions management in IAM: policies, boundaries and trust. */
function iamWrites(table: ActionTable): ActionSet {
  const known = writes.get(table);
  if (known !== undefined) return known;
  const set = table
    .atLevels(["permissions-management"])
    .intersection(table.expand("iam:*"))
    .union(table.named(...makesPrincipals));
  writes.set(table, set);
  return set;
}

const statement = (Sid: string, more: object) => ({ Sid, ...more });
const boundaryArn = `arn:aws:iam::${account}:policy/delegated-boundary`;
const teamRoles = `arn:aws:iam::${account}:role/team/*`;

/**
 * Users and roles that may make or change principals and their policies carry a permission boundary that
 * bounds: one that allows everything and denies nothing is none. What somebody may do to their own user alone,
 * passing a role, and making a service-linked role are no such rights. Effective permissions count, with
 * service control policies; service-linked roles are AWS's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export const boundaryDelegatedAdmin = defineControl({
  id: "boundary-delegated-admin",
  title: "IAM writers have a boundary",
  version: 1,
  severity: "medium",
  pillar: "identity",
  phase: 1,
  subject: "iam.role",
  alsoJudges: ["iam.user"],
  reads: permissionReads,
  mappings: [...nist80053Ours("AC-6"), ...tenet("T4")],
  rationale:
    "Whoever may write policies may write one for themselves, so that a right to manage IAM is a right to " +
    "everything. A boundary that they cannot remove, and that they must put on whatever they create, lets teams " +
    "manage their own roles without becoming administrators.",
  remediation: {
    summary:
      "Take the IAM actions away where they are not needed. Give the others a boundary that lets them create " +
      "principals only with the same boundary and never take it off. Of a role of Identity Center the boundary is " +
      "set in its permission set.",
    cli: lines(
      "# boundary.json is the policy shown here, its first statement made to fit:",
      "aws iam create-policy --policy-name=delegated-boundary --policy-document=file://boundary.json",
      `aws iam put-role-permissions-boundary --role-name=${name} --permissions-boundary=arn:aws:iam::${account}:policy/delegated-boundary`,
      "# Or, for a user:",
      `aws iam put-user-permissions-boundary --user-name=${name} --permissions-boundary=arn:aws:iam::${account}:policy/delegated-boundary`,
    ),
    terraform: lines(
      'resource "aws_iam_policy" "boundary" {',
      '  name   = "delegated-boundary"',
      "  policy = data.aws_iam_policy_document.boundary.json",
      "}",
      "",
      'resource "aws_iam_role" "delegated" {',
      `  name                 = "${name}"`,
      "  assume_role_policy   = data.aws_iam_policy_document.trust.json",
      "  permissions_boundary = aws_iam_policy.boundary.arn",
      "}",
    ),
    policy: JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          statement("WhatTheTeamNeeds", {
            Effect: "Allow",
            Action: ["s3:*", "lambda:*", "dynamodb:*", "logs:*", "iam:Get*", "iam:List*"],
            Resource: "*",
          }),
          statement("PassTheTeamsRoles", { Effect: "Allow", Action: "iam:PassRole", Resource: teamRoles }),
          statement("RolesWithThisBoundaryAlone", {
            Effect: "Allow",
            Action: [
              "iam:CreateRole",
              "iam:AttachRolePolicy",
              "iam:PutRolePolicy",
              "iam:PutRolePermissionsBoundary",
            ],
            Resource: teamRoles,
            Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
          }),
          statement("TheBoundaryStaysOn", {
            Effect: "Deny",
            Action: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
            Resource: "*",
          }),
          statement("TheBoundaryStaysAsItIs", {
            Effect: "Deny",
            Action: [
              "iam:CreatePolicyVersion",
              "iam:DeletePolicy",
              "iam:DeletePolicyVersion",
              "iam:SetDefaultPolicyVersion",
            ],
            Resource: boundaryArn,
          }),
        ],
      },
      null,
      2,
    ),
    verify: `aws iam get-role --role-name=${name} --query=Role.PermissionsBoundary`,
  },
  runbook: "lateral-movement",
  subjects: principals,
  evaluate: (subject, facts, at) => {
    const { name: principal, rolePath, boundaryArn: boundary } = subject.value;
    if (rolePath !== null && isServiceLinked(rolePath))
      return notApplicable(`${principal} is a service-linked role.`);
    const { onOthers } = permissionsOf(facts, subject, at);
    const may = facts.actions.names(onOthers.intersection(iamWrites(facts.actions)));
    if (may.length === 0) return notApplicable(`${principal} may not change who may do what.`);
    const fragments = [
      fragment("IAM actions", "iam.policy document", {
        actions: may.slice(0, mostNamed),
        more: Math.max(0, may.length - mostNamed),
      }),
      fragment("Boundary", `iam.${subject.value.type} boundaryArn`, boundary),
    ];
    if (boundary === null)
      return fail(`${principal} may change who may do what, and has no permission boundary.`, ...fragments);
    return allowsEverything(managedGrants(facts, boundary), facts.actions)
      ? fail(`The permission boundary of ${principal} allows everything.`, ...fragments)
      : pass(`${principal} may change who may do what, within a permission boundary.`, ...fragments);
  },
});
