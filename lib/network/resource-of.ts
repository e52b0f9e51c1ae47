import type { Fact } from "#lib/inventory/kinds.ts";
import { siblingArn } from "./attachment.ts";

type NetworkInterface = Fact<"ec2.network-interface">;

/** What can be behind an interface. */
export interface Behind {
  readonly resourceId: string;
  readonly resourceType:
    | "ec2.instance"
    | "ecs.task"
    | "lambda.function"
    | "rds.instance"
    | "redshift.cluster"
    | "ec2.network-interface";
}

/** Kinds that say what is behind an interface where the interface itself names no instance. */
export const ownerKinds = ["ecs.task", "lambda.function", "rds.instance", "redshift.cluster"] as const;
type OwnerKind = (typeof ownerKinds)[number];

interface OwnerFacts {
  all<K extends OwnerKind>(kind: K): readonly Fact<K>[];
}

/** What is behind the interfaces of an account. */
export interface Owners {
  readonly tasks: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
  /** By Region, VPC and security groups; null where that names several. */
  readonly databases: ReadonlyMap<string, string | null>;
  readonly warehouses: ReadonlyMap<string, string | null>;
}

const lambdaDescription = /^AWS Lambda VPC ENI-(.+)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function site({ region, payload }: Fact<"rds.instance" | "redshift.cluster" | "ec2.network-interface">) {
  const { vpcId, securityGroupIds } = payload;
  return `${region}|${vpcId}|${[...securityGroupIds].sort().join()}`;
}

function oneEach(facts: readonly Fact<"rds.instance" | "redshift.cluster">[]) {
  const found = new Map<string, string | null>();
  for (const fact of facts) found.set(site(fact), found.has(site(fact)) ? null : fact.resourceId);
  return found;
}

/** What the facts of an account say is behind its interfaces, to look up for each. */
export function ownersOf(facts: OwnerFacts): Owners {
  return {
    tasks: new Map(
      facts
        .all("ecs.task")
        .flatMap(({ resourceId, payload }) =>
          payload.networkInterfaceIds.map((id): [string, string] => [id, resourceId]),
        ),
    ),
    functions: new Map(
      facts
        .all("lambda.function")
        .map(({ region, resourceId, payload }) => [`${region}|${payload.name}`, resourceId]),
    ),
    databases: oneEach(facts.all("rds.instance")),
    warehouses: oneEach(facts.all("redshift.cluster")),
  };
}

/**
 * What is behind an interface: the instance that it is attached to, the ECS task that names it, the Lambda function
 * that AWS describes it with, or the only database of its VPC and security groups; else the interface itself.
 * A description counts only where AWS made the interface, because anyone can write one on an interface of their own.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function attachedResource(fact: NetworkInterface, owners: Owners): Behind {
  const { id, instanceId, description, requesterManaged } = fact.payload;
  if (instanceId !== null)
    return { resourceId: siblingArn(fact.resourceId, "instance", instanceId), resourceType: "ec2.instance" };
  const itself: Behind = { resourceId: fact.resourceId, resourceType: "ec2.network-interface" };
  const or = (resourceId: string | null | undefined, resourceType: Behind["resourceType"]): Behind =>
    resourceId === null || resourceId === undefined ? itself : { resourceId, resourceType };
  const task = owners.tasks.get(id);
  if (task !== undefined) return { resourceId: task, resourceType: "ecs.task" };
  if (!requesterManaged) return itself;
  const name = lambdaDescription.exec(description)?.[1];
  if (name !== undefined) return or(owners.functions.get(`${fact.region}|${name}`), "lambda.function");
  if (description === "RDSNetworkInterface") return or(owners.databases.get(site(fact)), "rds.instance");
  if (description === "RedshiftNetworkInterface")
    return or(owners.warehouses.get(site(fact)), "redshift.cluster");
  return itself;
}
