import { fraction } from "./dice.ts";
import type { Account } from "./organization.ts";
import { problem, row, type TruthRow, type World } from "./world.ts";

export interface PolicyDocument {
  readonly name: string;
  readonly document: object;
}

export interface ManagedPolicy extends PolicyDocument {
  readonly arn: string;
  readonly awsManaged: boolean;
}

type Statement = Record<string, unknown>;

export function policyDocument(...statements: Statement[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

function allow(Action: string | string[], Resource: string | string[], more: Statement = {}): Statement {
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
    },
    {
      name: "platform-full-access",
      use: "admin",
      document: fullAdminDocuments[pick] ?? policyDocument(allow("*", "*")),
    },
    {
      name: "developer-power",
      use: "attached",
      document: policyDocument({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
    },
    { name: "old-admin", use: "unattached", document: policyDocument(allow("*", "*")) },
    { name: "storage-admin", use: "attached", document: policyDocument(allow("s3:*", "*")) },
    { name: "admin-with-mfa", use: "attached", document: policyDocument(allow("*", "*", mfa)) },
    {
      name: "deny-outside-eu",
      use: "attached",
      document: policyDocument({
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
      }),
    },
    { name: "one-bucket-everything", use: "attached", document: policyDocument(allow("*", `${bucket}/*`)) },
    {
      name: "deploy-pipeline",
      use: "attached",
      document: policyDocument(allow(["ecs:UpdateService", "ecr:*", "iam:PassRole"], "*")),
    },
    { name: "retired-reporting", use: "unattached", document: policyDocument(allow("athena:*", "*")) },
  ];
}

const awsManagedDocuments: Readonly<Record<string, object>> = {
  AdministratorAccess: policyDocument(allow("*", "*")),
  ReadOnlyAccess: policyDocument(
    allow(["ec2:Describe*", "s3:Get*", "s3:List*", "iam:Get*", "iam:List*"], "*"),
  ),
  SecurityAudit: policyDocument(allow(["config:Describe*", "guardduty:Get*", "iam:Get*", "iam:List*"], "*")),
  AmazonSSMManagedInstanceCore: policyDocument(
    allow(["ssm:UpdateInstanceInformation", "ssmmessages:*"], "*"),
  ),
  "service-role/AWSLambdaBasicExecutionRole": policyDocument(
    allow(["logs:CreateLogGroup", "logs:PutLogEvents"], "*"),
  ),
};

export function awsManaged(path: string): ManagedPolicy {
  const document = awsManagedDocuments[path] ?? policyDocument();
  return {
    name: path.split("/").at(-1) ?? path,
    arn: `arn:aws:iam::aws:policy/${path}`,
    awsManaged: true,
    document,
  };
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
  for (const { name, use, document } of customerPolicies(account.id).slice(0, count)) {
    const policy = { name, document, awsManaged: false, arn: `arn:aws:iam::${account.id}:policy/${name}` };
    own.push(policy);
    const isAttached = use === "attached" || (use === "admin" && adminAttached);
    if (isAttached) attached.push(policy);
    const verdict = use === "admin" ? "fail" : "pass";
    truth.push(row(account, "iam-no-full-admin", policy.arn, isAttached ? verdict : "notApplicable"));
  }
  return { own, attached, awsAdmin, inlineAdmin: problem(world, `${key}/inline-admin`, 0.2), truth };
}
