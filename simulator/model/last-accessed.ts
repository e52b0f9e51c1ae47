import type { ServiceLastAccessed } from "@aws-sdk/client-iam";
import { shortlyAfterMidnight } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import type { Identity } from "./identity.ts";
import { problem, type World } from "./world.ts";

/** Actions whose use IAM tracks, by service; of sqs, sts and logs it tracks the service alone. */
const tracked: Readonly<Record<string, readonly string[]>> = {
  athena: ["GetQueryExecution", "StartQueryExecution"],
  cloudformation: ["CreateStack", "DeleteStack", "DescribeStacks"],
  config: ["DescribeConfigurationRecorders", "PutConfigurationRecorder"],
  dynamodb: ["CreateTable", "DeleteTable", "DescribeTable"],
  ec2: ["DescribeInstances", "RunInstances", "StopInstances", "TerminateInstances"],
  ecr: ["CreateRepository", "DescribeRepositories", "GetAuthorizationToken"],
  ecs: ["DescribeServices", "UpdateService"],
  guardduty: ["GetDetector", "ListDetectors"],
  iam: ["CreateUser", "GetRole", "ListRoles", "PassRole"],
  kms: ["CreateKey", "Decrypt", "DescribeKey"],
  lambda: ["CreateFunction", "ListFunctions", "UpdateFunctionCode"],
  logs: [],
  s3: ["CreateBucket", "DeleteBucket", "GetBucketPolicy", "ListAllMyBuckets", "PutBucketPolicy"],
  secretsmanager: ["CreateSecret", "GetSecretValue", "ListSecrets"],
  sqs: [],
  ssm: ["DescribeInstanceInformation", "SendCommand", "UpdateInstanceInformation"],
  sts: [],
};
const namespaces = Object.keys(tracked);

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

function statementsOf(document: object): Statement[] {
  const list = "Statement" in document ? [document.Statement].flat() : [];
  return list.filter((each): each is Statement => typeof each === "object" && each !== null);
}

/** The services that a policy allows anything of. */
function servicesOf(document: object): string[] {
  return statementsOf(document).flatMap(({ Effect, Action, NotAction }) => {
    if (Effect !== "Allow") return [];
    const actions = [Action].flat().filter((action) => typeof action === "string");
    if (NotAction !== undefined || actions.some((action) => action === "*" || action === "*:*"))
      return namespaces;
    return actions.map((action) => action.split(":")[0] ?? "");
  });
}

/** A user or role that a report can be made of. */
export interface Principal {
  readonly arn: string;
  readonly documents: readonly object[];
  readonly active: boolean;
}

/** Every principal of an account with the policies that reach it, users through their groups too. */
export function principalsOf(identity: Identity): Principal[] {
  const documents = (policies: readonly { readonly document: object }[]) =>
    policies.map(({ document }) => document);
  const users = identity.users.map((user) => {
    const group = identity.groups.find(
      ({ name }) => name === (user.name.includes(".") ? "engineers" : "machines"),
    );
    const inline = identity.userInline.get(user.name);
    return {
      arn: user.arn,
      documents: documents([
        ...(inline ? [inline] : []),
        ...(group ? [...group.managed, ...group.inline] : []),
      ]),
      active: user.password?.used !== undefined || user.keys.some((key) => key.used !== undefined),
    };
  });
  const roles = identity.roles.map((role) => ({
    arn: role.arn,
    documents: documents([...role.managed, ...role.inline]),
    active: role.used !== undefined,
  }));
  return [...users, ...roles];
}

/** What IAM's report says of a principal: all that it may use, and when it did. */
export function lastAccessedOf(world: World, principal: Principal): ServiceLastAccessed[] {
  const granted = [...new Set(principal.documents.flatMap(servicesOf))]
    .filter((service) => service in tracked)
    .sort();
  const usage = new Dice(`${world.options.seed}/${principal.arn}/usage`).next();
  return granted.map((ServiceNamespace): ServiceLastAccessed => {
    const key = `${world.options.seed}/${principal.arn}/${ServiceNamespace}`;
    // Moves once a week, so that not every principal changes every day.
    const recent = world.day - ((world.day + Math.floor(fraction(`weekday/${key}`) * 7)) % 7);
    const forgotten = problem(world, `${key}/forgotten`, 0.3);
    const used = principal.active && !forgotten && fraction(`${key}/used`) < 0.3 + usage * 0.7;
    const at = used ? shortlyAfterMidnight(recent, key) : undefined;
    const actions = (tracked[ServiceNamespace] ?? []).map((ActionName) => {
      const did = used && fraction(`${key}/${ActionName}`) < 0.6;
      const on = did
        ? { LastAccessedEntity: principal.arn, LastAccessedTime: at, LastAccessedRegion: "us-east-1" }
        : {};
      return { ActionName, ...on };
    });
    return {
      ServiceName: ServiceNamespace.toUpperCase(),
      ServiceNamespace,
      ...(at && {
        LastAuthenticated: at,
        LastAuthenticatedEntity: principal.arn,
        LastAuthenticatedRegion: "us-east-1",
      }),
      TotalAuthenticatedEntities: used ? 1 : 0,
      ...(actions.length > 0 && { TrackedActionsLastAccessed: actions }),
    };
  });
}
