import { Dice, fraction } from "./dice.ts";
import { everything, type Grants, granting, nothing } from "./grants.ts";
import type { Account } from "./organization.ts";
import { allow, awsManaged, customerPolicy, type ManagedPolicy, policyDocument } from "./policies.ts";
import { shopperTrust } from "./web-identities.ts";
import { problem, row, type TruthRow, type Verdict, type World } from "./world.ts";

/** A role of those whom the account's owner lets manage something in it. */
export interface DelegatedRole {
  readonly name: string;
  readonly path: string;
  readonly trust: object;
  readonly verdict: "notApplicable";
  readonly oidc: Verdict;
  readonly managed: readonly ManagedPolicy[];
  readonly boundary: ManagedPolicy | undefined;
  /** Where it was not made with the account. */
  readonly createdDay?: number;
}

const path = "/delegation/";

const operates: Grants = {
  ...granting("iam:CreateUser", "iam:GetRole", "iam:ListRoles"),
  writesIam: true,
  deploys: true,
};

function policiesOf(account: Account) {
  const own = (name: string, document: object, grants: Grants) =>
    customerPolicy(account, name, document, grants);
  const self = `arn:aws:iam::${account.id}:user/\${aws:username}`;
  return {
    identities: own(
      "manage-identities",
      policyDocument(
        allow(
          [
            "iam:CreateUser",
            "iam:CreateRole",
            "iam:Attach*Policy",
            "iam:Put*Policy",
            "iam:GetRole",
            "iam:ListRoles",
          ],
          "*",
        ),
      ),
      operates,
    ),
    trails: own(
      "keep-trails",
      policyDocument(allow(["cloudtrail:*", "config:*", "guardduty:*", "sns:Publish"], "*")),
      {
        ...granting(
          "config:DescribeConfigurationRecorders",
          "config:PutConfigurationRecorder",
          "guardduty:GetDetector",
          "guardduty:ListDetectors",
        ),
        wholeService: true,
        stopsLogging: true,
      },
    ),
    ownKeys: own(
      "own-keys",
      policyDocument(
        allow(["iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:ChangePassword"], [self]),
        allow("iam:GetAccountPasswordPolicy", "*"),
      ),
      nothing,
    ),
    narrow: own(
      "developer-boundary",
      policyDocument(allow(["s3:*", "ec2:*", "iam:*"], "*"), {
        Effect: "Deny",
        Action: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
        Resource: "*",
      }),
      nothing,
    ),
    // Somebody filled in the required field.
    boundless: own("boundary-placeholder", policyDocument(allow("*", "*")), everything),
  };
}

/** The policies of these roles, those that serve as boundaries alone included, with what two controls say of them. */
export function delegatedPolicies(account: Account) {
  const { identities, trails, ownKeys, narrow, boundless } = policiesOf(account);
  const truth = [identities, trails, ownKeys].flatMap(({ arn, grants }): TruthRow[] => [
    row(account, "iam-no-full-admin", arn, "pass"),
    row(account, "iam-no-service-wildcard", arn, grants.wholeService ? "fail" : "pass"),
  ]);
  for (const { arn } of [narrow, boundless])
    for (const control of ["iam-no-full-admin", "iam-no-service-wildcard"])
      truth.push(row(account, control, arn, "notApplicable"));
  return { policies: [identities, trails, ownKeys, narrow, boundless], ownKeys, truth };
}

/** What Identity Center made of a permission set: administration where the account gives that to anybody at all. */
function identityCenterRole(world: World, account: Account, admin: boolean): DelegatedRole {
  const id = new Dice(`${world.options.seed}/${account.id}/reserved`).hex(16);
  const policy = admin ? "AdministratorAccess" : "ReadOnlyAccess";
  return {
    name: `AWSReservedSSO_${policy}_${id}`,
    path: "/aws-reserved/sso.amazonaws.com/",
    trust: policyDocument({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${account.id}:saml-provider/AWSSSO_${id}_DO_NOT_DELETE` },
      Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
    }),
    verdict: "notApplicable",
    oidc: "notApplicable",
    managed: [awsManaged(policy)],
    boundary: undefined,
  };
}

export function delegatedRoles(world: World, account: Account, awsAdmin: boolean): DelegatedRole[] {
  const { identities, trails, narrow, boundless } = policiesOf(account);
  const key = `${account.id}/role/boundary`;
  const lacking = fraction(`${world.options.seed}/${key}/way`) < 0.6 ? undefined : boundless;
  const assigned = fraction(`${world.options.seed}/${account.id}/assigned`) < 0.5;
  const team = policyDocument({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${world.organization.securityId}:root` },
    Action: "sts:AssumeRole",
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
  });
  const role = (
    name: string,
    managed: readonly ManagedPolicy[],
    boundary?: ManagedPolicy,
  ): DelegatedRole => ({
    name,
    path,
    trust: team,
    verdict: "notApplicable",
    oidc: "notApplicable",
    managed,
    boundary,
  });
  // Somebody asked for it in the weeks around the first day, so that it is young for a while.
  const asked = Math.floor(fraction(`${world.options.seed}/${account.id}/role/auditor`) * 120) - 60;
  const createdDay = Math.max(account.joined, world.options.epoch + asked);
  return [
    role("identity-operator", [identities], problem(world, key, 0.5) ? lacking : narrow),
    role("trail-keeper", [trails]),
    // Where the guardrails that spare it look for it.
    { ...role("SecurityBreakGlass", [awsManaged("PowerUserAccess")]), path: "/" },
    { ...role("shoppers", []), ...shopperTrust() },
    ...(createdDay <= world.day ? [{ ...role("quarter-auditor", [trails]), createdDay }] : []),
    ...(assigned ? [identityCenterRole(world, account, awsAdmin)] : []),
  ];
}
