import type { ServiceLastAccessed } from "@aws-sdk/client-iam";
import { shortlyAfterMidnight } from "./calendar.ts";
import { Dice, fraction } from "./dice.ts";
import type { Identity } from "./identity.ts";
import type { PolicyDocument } from "./policies.ts";
import type { RoleModel } from "./roles.ts";
import { problem, type World } from "./world.ts";

/** Actions whose use IAM tracks, by service; of sqs, sts and logs it tracks the service alone. */
export const tracked: Readonly<Record<string, readonly string[]>> = {
  athena: ["GetQueryExecution", "StartQueryExecution"],
  cloudformation: ["CreateStack", "DeleteStack", "DescribeStacks"],
  config: ["DescribeConfigurationRecorders", "PutConfigurationRecorder"],
  dynamodb: ["CreateTable", "DeleteTable", "DescribeTable"],
  ec2: ["DescribeInstances", "RunInstances", "StopInstances", "TerminateInstances"],
  ecr: ["CreateRepository", "DescribeRepositories", "GetAuthorizationToken"],
  ecs: ["DescribeServices", "UpdateService"],
  guardduty: ["GetDetector", "ListDetectors"],
  iam: ["CreateUser", "GetRole", "ListRoles", "UpdateRole"],
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
  readonly policies: readonly PolicyDocument[];
  readonly createdDay: number;
  /** The day from which on nobody uses it, if that day has come; never for one that is used. */
  readonly idleSince: number | undefined;
  /** Undefined for a user. */
  readonly role: RoleModel | undefined;
}

const dayOfDate = (date: Date) => Math.floor(date.getTime() / 86_400_000);

/** Every principal of an account with the policies that reach it, users through their groups too. */
export function principalsOf(identity: Identity): Principal[] {
  const users = identity.users.map((user) => {
    const group = identity.groups.find(
      ({ name }) => name === (user.name.includes(".") ? "engineers" : "machines"),
    );
    const own = [identity.userInline.get(user.name), identity.userManaged.get(user.name)];
    const createdDay = dayOfDate(user.created);
    const active = user.password?.used !== undefined || user.keys.some((key) => key.used !== undefined);
    return {
      arn: user.arn,
      policies: [
        ...own.filter((policy) => policy !== undefined),
        ...(group ? [...group.managed, ...group.inline] : []),
      ],
      createdDay,
      idleSince: active ? undefined : createdDay,
      role: undefined,
    };
  });
  const roles = identity.roles.map((role) => {
    const createdDay = dayOfDate(role.created);
    return {
      arn: role.arn,
      policies: [...role.managed, ...role.inline],
      createdDay,
      idleSince: role.used === undefined ? createdDay : dayOfDate(role.used) + 1,
      role,
    };
  });
  return [...users, ...roles];
}

/** When a principal last used a service and the tracked actions of it; an action it never used has no day. */
export interface ServiceUse {
  readonly service: string;
  readonly day: number | undefined;
  readonly actions: ReadonlyMap<string, number | undefined>;
}

/** What a principal was made to do with what it may use. */
export function usesOf(world: World, principal: Principal): ServiceUse[] {
  const { arn, policies, createdDay, idleSince } = principal;
  const { seed } = world.options;
  const services = [...new Set(policies.flatMap(({ document }) => servicesOf(document)))]
    .filter((service) => service in tracked)
    .sort();
  const usage = new Dice(`${seed}/${arn}/usage`).next();
  // Some do all that they may; who has many rights leaves one of them alone, and still uses nine in ten.
  const diligent = !problem(world, `${arn}/idle`, 0.55);
  const many = services.flatMap((service) => tracked[service] ?? []).length > 20;
  return services.map((service, at): ServiceUse => {
    const key = `${seed}/${arn}/${service}`;
    // Moves once a week, so that not every principal changes every day.
    const recent = world.day - ((world.day + Math.floor(fraction(`weekday/${key}`) * 7)) % 7);
    const forgotten = problem(world, `${key}/forgotten`, 0.3);
    const busy = diligent || (!forgotten && fraction(`${key}/used`) < 0.3 + usage * 0.7);
    const day = Math.min(recent, (idleSince ?? world.day + 1) - 1);
    const used = busy && day >= createdDay;
    const actions = (tracked[service] ?? []).map((action, index): [string, number | undefined] => {
      const leftAlone = diligent ? many && at === 0 && index === 0 : fraction(`${key}/${action}`) >= 0.6;
      if (!used || leftAlone) return [action, undefined];
      const finished = createdDay + 30 + Math.floor(fraction(`${key}/${action}/finished`) * 300);
      const finishes = !diligent && fraction(`${key}/${action}/finishes`) < 0.2;
      return [action, finishes ? Math.min(day, finished) : day];
    });
    return { service, day: used ? day : undefined, actions: new Map(actions) };
  });
}

/** What IAM's report says of a principal: all that it may use, and when it did. */
export function lastAccessedOf(world: World, principal: Principal): ServiceLastAccessed[] {
  const { arn } = principal;
  const on = (day: number, key: string) => shortlyAfterMidnight(day, `${world.options.seed}/${arn}/${key}`);
  return usesOf(world, principal).map(({ service, day, actions }): ServiceLastAccessed => {
    const TrackedActionsLastAccessed = [...actions].map(([ActionName, last]) => ({
      ActionName,
      ...(last !== undefined && {
        LastAccessedEntity: arn,
        LastAccessedTime: on(last, service),
        LastAccessedRegion: "us-east-1",
      }),
    }));
    return {
      ServiceName: service.toUpperCase(),
      ServiceNamespace: service,
      ...(day !== undefined && {
        LastAuthenticated: on(day, service),
        LastAuthenticatedEntity: arn,
        LastAuthenticatedRegion: "us-east-1",
      }),
      TotalAuthenticatedEntities: day === undefined ? 0 : 1,
      ...(actions.size > 0 && { TrackedActionsLastAccessed }),
    };
  });
}
