import { fraction } from "./dice.ts";
import { everything, type Grants, granting, nothing } from "./grants.ts";
import type { Account } from "./organization.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

export interface PolicyDocument {
  readonly name: string;
  readonly document: object;
  readonly grants: Grants;
}

export interface ManagedPolicy extends PolicyDocument {
  readonly arn: string;
  readonly awsManaged: boolean;
}

type Statement = Record<string, unknown>;

export function policyDocument(...statements: Statement[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

export function allow(
  Action: string | string[],
  Resource: string | string[],
  more: Statement = {},
): Statement {
  return { Effect: "Allow", Action, Resource, ...more };
}

/** Documents that allow everything, in the spellings that a judge must see through. */
export const fullAdminDocuments: readonly object[] = [
  policyDocument(allow("*", "*")),
  policyDocument(allow("*:*", ["*"])),
  policyDocument(allow(["s3:GetObject", "*"], "*")),
  { Version: "2012-10-17", Statement: allow("*", "*") },
  policyDocument(allow("logs:*", "*"), allow(["*"], ["arn:aws:s3:::reports/*", "*"])),
];

/** Every S3 action whose use is tracked. */
export const allOfS3: Grants = {
  ...granting(
    "s3:CreateBucket",
    "s3:DeleteBucket",
    "s3:GetBucketPolicy",
    "s3:ListAllMyBuckets",
    "s3:PutBucketPolicy",
  ),
  wholeService: true,
  deploys: true,
};

interface CustomerPolicy extends PolicyDocument {
  /** Whether it hangs on something; `admin` policies hang only while their problem lasts. */
  readonly use: "attached" | "unattached" | "admin";
}

function customerPolicies(accountId: string): CustomerPolicy[] {
  const bucket = `arn:aws:s3:::app-data-${accountId}`;
  const pick = Math.floor(fraction(`${accountId}/admin-spelling`) * fullAdminDocuments.length);
  const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };
  return [
    {
      name: "app-read",
      use: "attached",
      document: policyDocument(allow(["s3:GetObject", "s3:ListBucket"], [bucket, `${bucket}/*`])),
      grants: nothing,
    },
    {
      name: "platform-full-access",
      use: "admin",
      document: fullAdminDocuments[pick] ?? policyDocument(allow("*", "*")),
      grants: everything,
    },
    {
      name: "developer-power",
      use: "attached",
      document: policyDocument({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
      grants: { ...everything, tracked: { allBut: ["iam"] }, writesIam: false },
    },
    { name: "old-admin", use: "unattached", document: policyDocument(allow("*", "*")), grants: everything },
    { name: "storage-admin", use: "attached", document: policyDocument(allow("s3:*", "*")), grants: allOfS3 },
    {
      name: "admin-with-mfa",
      use: "attached",
      document: policyDocument(allow("*", "*", mfa)),
      grants: everything,
    },
    {
      name: "deny-outside-eu",
      use: "attached",
      document: policyDocument({
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
      }),
      grants: nothing,
    },
    {
      name: "one-bucket-everything",
      use: "attached",
      document: policyDocument(allow("*", [bucket, `${bucket}/*`])),
      // What names no bucket, and what is of another service, it does not reach.
      grants: {
        ...granting("s3:CreateBucket", "s3:DeleteBucket", "s3:GetBucketPolicy", "s3:PutBucketPolicy"),
        wholeService: true,
        deploys: true,
      },
    },
    {
      name: "deploy-pipeline",
      use: "attached",
      document: policyDocument(allow(["ecs:UpdateService", "ecr:*", "iam:PassRole"], "*")),
      grants: {
        ...granting(
          "ecs:UpdateService",
          "ecr:CreateRepository",
          "ecr:DescribeRepositories",
          "ecr:GetAuthorizationToken",
        ),
        wholeService: true,
        deploys: true,
      },
    },
    {
      name: "retired-reporting",
      use: "unattached",
      document: policyDocument(allow("athena:*", "*")),
      grants: nothing,
    },
  ];
}

const awsManagedPolicies: Readonly<Record<string, Omit<PolicyDocument, "name">>> = {
  AdministratorAccess: { document: policyDocument(allow("*", "*")), grants: everything },
  PowerUserAccess: {
    document: policyDocument({
      Effect: "Allow",
      NotAction: ["iam:*", "organizations:*", "account:*"],
      Resource: "*",
    }),
    grants: { ...everything, tracked: { allBut: ["iam"] }, writesIam: false },
  },
  ReadOnlyAccess: {
    document: policyDocument(allow(["ec2:Describe*", "s3:Get*", "s3:List*", "iam:Get*", "iam:List*"], "*")),
    grants: granting(
      "ec2:DescribeInstances",
      "s3:GetBucketPolicy",
      "s3:ListAllMyBuckets",
      "iam:GetRole",
      "iam:ListRoles",
    ),
  },
  SecurityAudit: {
    document: policyDocument(allow(["config:Describe*", "guardduty:Get*", "iam:Get*", "iam:List*"], "*")),
    grants: granting(
      "config:DescribeConfigurationRecorders",
      "guardduty:GetDetector",
      "iam:GetRole",
      "iam:ListRoles",
    ),
  },
  AmazonSSMManagedInstanceCore: {
    document: policyDocument(allow(["ssm:UpdateInstanceInformation", "ssmmessages:*"], "*")),
    grants: { ...granting("ssm:UpdateInstanceInformation"), deploys: true },
  },
  "service-role/AWSLambdaBasicExecutionRole": {
    document: policyDocument(allow(["logs:CreateLogGroup", "logs:PutLogEvents"], "*")),
    grants: nothing,
  },
};

export function awsManaged(path: string): ManagedPolicy {
  const policy = awsManagedPolicies[path] ?? { document: policyDocument(), grants: nothing };
  return {
    name: path.split("/").at(-1) ?? path,
    arn: `arn:aws:iam::aws:policy/${path}`,
    awsManaged: true,
    ...policy,
  };
}

export function customerPolicy(
  account: Account,
  name: string,
  document: object,
  grants: Grants,
): ManagedPolicy {
  return { name, document, grants, awsManaged: false, arn: `arn:aws:iam::${account.id}:policy/${name}` };
}

/** The policies of an account: all its own, and which of them hang on its principals. */
export interface AccountPolicies {
  readonly own: readonly ManagedPolicy[];
  readonly attached: readonly ManagedPolicy[];
  /** AdministratorAccess hangs on a role while this lasts. */
  readonly awsAdmin: boolean;
  /** An inline policy allows everything while this lasts. */
  readonly inlineAdmin: boolean;
  readonly truth: TruthRow[];
}

export function makePolicies(world: World, account: Account): AccountPolicies {
  const key = `${account.id}/policies`;
  const count = 5 + Math.floor(fraction(`${world.options.seed}/${key}/count`) * 6);
  const adminAttached = problem(world, `${key}/admin`, 0.35);
  const awsAdmin = problem(world, `${key}/aws-admin`, 0.3);
  const own: ManagedPolicy[] = [];
  const attached: ManagedPolicy[] = [];
  const truth: TruthRow[] = [];
  for (const { name, use, document, grants } of customerPolicies(account.id).slice(0, count)) {
    const policy = customerPolicy(account, name, document, grants);
    own.push(policy);
    const isAttached = use === "attached" || (use === "admin" && adminAttached);
    if (isAttached) attached.push(policy);
    const verdict = use === "admin" ? "fail" : "pass";
    truth.push(row(account, "iam-no-full-admin", policy.arn, isAttached ? verdict : "notApplicable"));
    const whole = grants.wholeService ? "fail" : "pass";
    truth.push(row(account, "iam-no-service-wildcard", policy.arn, isAttached ? whole : "notApplicable"));
  }
  return { own, attached, awsAdmin, inlineAdmin: problem(world, `${key}/inline-admin`, 0.2), truth };
}
