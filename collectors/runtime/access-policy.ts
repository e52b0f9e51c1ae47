import { coversAction } from "#lib/iam/pattern.ts";
import type { Collector } from "./define.ts";
import { apiGatewayArn, apiGatewayRead, iamAction, iamActions, limitedTo } from "./iam-action.ts";
import { identifyOperations } from "./identify.ts";

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/**
 * What a posture dashboard must never read, whatever else is attached to its role one day: contents of buckets,
 * secrets, parameters, functions' code, database logs, templates, people, user data.
 */
export const deniedActions = [
  "cloudformation:GetTemplate",
  "cognito-idp:ListUsers",
  "ec2:DescribeInstanceAttribute",
  "kms:Decrypt",
  "lambda:GetFunction",
  "rds:DownloadDBLogFilePortion",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter*",
] as const;

/**
 * Where API Gateway tells the values of API keys: with the keys, and with the usage plans they belong to. Denied like
 * data, but by resource, for the action is that of every other read.
 */
const apiKeyPaths = ["/apikeys*", "/usageplans/*/keys*"] as const;

/** The size of a managed policy without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const managedPolicyLimit = 6_144;

/** Every operation that collectors declare, each once, sorted. */
export function declaredOperations(collectors: readonly Collector[]): string[] {
  const operations = collectors.flatMap((collector) => collector.reads.flatMap((read) => read.operations));
  return [...new Set(operations)].sort();
}

/** What the role in every account needs: its reads, in as few managed policies as their size allows. */
export function memberPolicies(collectors: readonly Collector[], partition = "aws"): PolicyDocument[] {
  return readPolicies(declaredOperations(collectors), partition);
}

/**
 * What the role needs besides a policy of AWS's own, of which `granted` are the actions, with their wildcards.
 * What that policy grants too much of is denied as ever.
 */
export function managedMemberPolicies(
  collectors: readonly Collector[],
  granted: readonly string[],
  partition = "aws",
): PolicyDocument[] {
  const lacking = declaredOperations(collectors).filter(
    (operation) => !granted.some((pattern) => coversAction(pattern, iamAction(operation))),
  );
  return readPolicies(lacking, partition);
}

function readPolicies(operations: readonly string[], partition: string): PolicyDocument[] {
  const besides: PolicyStatement[] = [
    ...limitedReads(operations, partition),
    { Sid: "NeverReadData", Effect: "Deny", Action: deniedActions, Resource: "*" },
    {
      Sid: "NeverReadApiKeys",
      Effect: "Deny",
      Action: apiGatewayRead,
      Resource: apiKeyPaths.map((path) => apiGatewayArn(partition, path)),
    },
  ];
  const everywhere = operations.filter((operation) => limitedTo(operation, partition) === undefined);
  const reads = pack(iamActions(everywhere), (actions, first) =>
    documentOf([allow("ReadPosture", actions), ...(first ? besides : [])]),
  );
  return reads.length > 0 ? reads : [documentOf(besides)];
}

/** Statements that allow operations and nothing else, to add where they are denied. */
export function readStatements(operations: readonly string[], partition: string): PolicyStatement[] {
  const everywhere = operations.filter((operation) => limitedTo(operation, partition) === undefined);
  return [
    ...(everywhere.length === 0 ? [] : [allow("ReadPosture", iamActions(everywhere))]),
    ...limitedReads(operations, partition),
  ];
}

/** Reads whose action is allowed on what they read and nothing else. */
function limitedReads(operations: readonly string[], partition: string): PolicyStatement[] {
  const resources = operations.flatMap((operation) => limitedTo(operation, partition) ?? []);
  return resources.length === 0 ? [] : [allow("ReadApis", apiGatewayRead, resources.sort())];
}

/** What the worker's own principal needs: to see the Organization, and to enter its accounts. */
export function collectorPolicy(
  organization: readonly Collector[],
  roleName: string,
  partition = "aws",
): PolicyDocument {
  const actions = iamActions([...declaredOperations(organization), ...identifyOperations]);
  return documentOf([
    allow("ReadOrganization", actions),
    allow("EnterAccounts", "sts:AssumeRole", `arn:${partition}:iam::*:role/${roleName}`),
  ]);
}

/** What the worker's own principal needs to drain the queue of findings. */
export function drainPolicy(operations: readonly string[], queueArn: string): PolicyDocument {
  return documentOf([allow("DrainThreats", iamActions(operations), queueArn)]);
}

export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}

function allow(
  Sid: string,
  Action: PolicyStatement["Action"],
  Resource: PolicyStatement["Resource"] = "*",
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource };
}

function documentOf(Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

/** Deals actions out to documents of at most the limit's size, in order. */
function pack(
  actions: readonly string[],
  make: (actions: readonly string[], first: boolean) => PolicyDocument,
): PolicyDocument[] {
  const full: PolicyDocument[] = [];
  let open: string[] = [];
  for (const action of actions) {
    if (open.length > 0 && policySize(make([...open, action], full.length === 0)) > managedPolicyLimit) {
      full.push(make(open, full.length === 0));
      open = [];
    }
    open.push(action);
  }
  return open.length === 0 ? full : [...full, make(open, full.length === 0)];
}
