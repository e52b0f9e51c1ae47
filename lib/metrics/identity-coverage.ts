import { runningInstances } from "#lib/controls/workload/instances.ts";
import { issuerOf, trustInIssuers } from "#lib/controls/workload/issuers.ts";
import { definitionName, isFargateOnly } from "#lib/controls/workload/tasks.ts";
import type { Fact, FactKind } from "#lib/inventory/kinds.ts";
import type { MeasureInput, Measurement } from "./measurement.ts";
import { launchedWith, type WorkloadIdentity, withoutRole, withSightings } from "./workload-identity.ts";

/** The collected kinds that identity coverage rests on. */
export const identityKinds = [
  "ec2.instance",
  "ec2.launch-template",
  "ecs.task",
  "ecs.task-definition",
  "eks.cluster",
  "eks.pod-identity-association",
  "iam.instance-profile",
  "iam.role",
  "lambda.function",
  "tag.resource",
] as const satisfies readonly FactKind[];

type Unit = Pick<Fact, "region" | "resourceId" | "kind">;

function rowOf({ region, resourceId, kind }: Unit, identity: WorkloadIdentity): Measurement {
  const counted = identity.class !== "unknown";
  const held = identity.class === "role" ? 1 : 0;
  return {
    metric: "identity-coverage",
    region,
    subjectId: resourceId,
    subjectType: kind,
    standing: counted ? "counted" : "unknown",
    reason: counted ? null : identity.reason,
    class: identity.class,
    numerator: counted ? held : 0,
    denominator: counted ? 1 : 0,
    value: counted ? held : null,
    at: null,
    detail: { metric: "identity-coverage", roleArn: identity.roleArn, evidence: identity.evidence },
  };
}

function ofInstance(input: MeasureInput, instance: Fact<"ec2.instance">): WorkloadIdentity {
  const { id, instanceProfileArn: arn } = instance.payload;
  const template = launchedWith(input, instance);
  const secrets = template?.payload.secrets ?? [];
  const where = `the user data of ${template?.payload.name}, which it was launched with`;
  if (arn === null) return withSightings(withoutRole(`${id} has no instance profile.`), secrets, where);
  const profile = input.one("iam.instance-profile", arn)?.payload;
  // A deleted profile is not listed either; EC2 keeps naming it, and it gives no credentials.
  if (profile === undefined && !input.seen(input.accountId, "global", "iam.instance-profile"))
    return withSightings(
      {
        class: "unknown",
        reason: "profileUnseen",
        roleArn: null,
        evidence: `The instance profile of ${id} was not seen: whether it holds a role is not known.`,
      },
      secrets,
      where,
    );
  const role = profile?.roleArns[0];
  const identity =
    role === undefined
      ? withoutRole(`The instance profile of ${id} holds no role.`)
      : ({ class: "role", roleArn: role, evidence: `${id} acts through the role of its profile.` } as const);
  return withSightings(identity, secrets, where);
}

function ofFunction({ payload: { name, roleArn, secrets } }: Fact<"lambda.function">): WorkloadIdentity {
  const identity = { class: "role", roleArn, evidence: `${name} acts through its execution role.` } as const;
  return withSightings(identity, secrets, "its environment");
}

function ofTask(input: MeasureInput, { payload: task }: Fact<"ecs.task">): WorkloadIdentity {
  const definition = input.one("ecs.task-definition", task.taskDefinitionArn)?.payload;
  if (definition === undefined)
    return {
      class: "unknown",
      reason: "definitionUnseen",
      roleArn: task.taskRoleArn,
      evidence:
        "The task definition was not seen: neither its role nor what stands in its environment is known.",
    };
  const name = definitionName(definition);
  const own = task.taskRoleArn;
  const roleArn = own ?? definition.taskRoleArn;
  const evidence = own === null ? `${name} names its task role.` : "It was started with a role of its own.";
  const identity =
    roleArn === null ? ofHost(task, definition, name) : ({ class: "role", roleArn, evidence } as const);
  return withSightings(identity, definition.secrets, `the environment that ${name} gives it`);
}

/** Without a role of its own: a container on EC2 takes its host's, and on Fargate there is none to take. */
function ofHost(
  task: Fact<"ecs.task">["payload"],
  definition: Fact<"ecs.task-definition">["payload"],
  name: string,
): WorkloadIdentity {
  const launchTypes = task.launchType === null ? [] : [task.launchType];
  if (isFargateOnly(definition, launchTypes))
    return withoutRole(`${name} names no task role: on Fargate the task has no AWS identity.`);
  return {
    class: "inherits-host",
    roleArn: null,
    evidence: `${name} names no task role: the task uses the role of its host.`,
  };
}

/** Service accounts with a role of their own; pods themselves cannot be seen from AWS. */
function kubernetesRows(input: MeasureInput): readonly Measurement[] {
  const associations = input.all("eks.pod-identity-association");
  const { roles } = trustInIssuers(input);
  const trusting = new Map<string, { readonly unit: Unit; readonly clusters: string[] }>();
  const rows: Measurement[] = [];
  for (const cluster of input.all("eks.cluster")) {
    // EKS only connects to it: its pods run elsewhere.
    if (cluster.payload.vpcId === null) continue;
    const issuer = issuerOf(cluster.payload);
    const irsa = issuer === null ? [] : (roles.get(issuer) ?? []);
    for (const resourceId of irsa) {
      // One role may serve several clusters of a Region.
      const key = `${cluster.region} ${resourceId}`;
      const known = trusting.get(key);
      const unit = { region: cluster.region, resourceId, kind: "iam.role" as const };
      if (known === undefined) trusting.set(key, { unit, clusters: [cluster.payload.name] });
      else known.clusters.push(cluster.payload.name);
    }
    if (irsa.length > 0 || associations.some(({ payload }) => payload.clusterArn === cluster.resourceId))
      continue;
    rows.push(
      rowOf(cluster, {
        class: "unknown",
        reason: "podsInvisible",
        roleArn: null,
        evidence: `${cluster.payload.name} has neither a Pod Identity association nor a role that trusts its issuer, and what its pods use cannot be seen from AWS.`,
      }),
    );
  }
  for (const { unit, clusters } of trusting.values()) {
    const evidence = `Service accounts of ${clusters.join(", ")} act through it (IRSA).`;
    rows.push(rowOf(unit, { class: "role", roleArn: unit.resourceId, evidence }));
  }
  for (const association of associations) {
    const { namespace, serviceAccount, roleArn } = association.payload;
    const evidence = `Pod Identity gives the service account ${namespace}/${serviceAccount} a role.`;
    rows.push(rowOf(association, { class: "role", roleArn, evidence }));
  }
  return rows;
}

/**
 * Every workload of an account, and whether it acts through a role of its own and shows no static key: running
 * instances, functions, running ECS tasks and EKS service accounts. A key beside a role is a key.
 *
 * What is not looked at: use of access keys from a workload's address in CloudTrail, user data other than that of the
 * version of a launch template an instance was made from, variables in files of a task, and roles of other accounts
 * that trust a cluster's issuer.
 */
export function measureIdentityCoverage(input: MeasureInput): readonly Measurement[] {
  return [
    ...runningInstances(input).map((instance) => rowOf(instance, ofInstance(input, instance))),
    ...input.all("lambda.function").map((each) => rowOf(each, ofFunction(each))),
    ...input.all("ecs.task").map((task) => rowOf(task, ofTask(input, task))),
    ...kubernetesRows(input),
  ];
}
