import { containersOf } from "./containers.ts";
import { functionsOf } from "./functions.ts";
import { kubernetesOf } from "./kubernetes.ts";
import { launchOf } from "./launches.ts";
import type { MeasureTruth } from "./measure-truth.ts";
import { networkOf } from "./network.ts";
import type { Account } from "./organization.ts";
import { clusterIdentities, podRoleArn } from "./workload-roles.ts";
import type { TruthRow, World } from "./world.ts";

type Identity = "role" | "static-key" | "none" | "inherits-host" | "unknown";

/** Whether a resource was made well, as the control that asks for it is told. */
function isMadeWell(truth: readonly TruthRow[], control: string, resource: string): boolean {
  const made = truth.find((each) => each.control === control && each.resource === resource);
  if (made === undefined) throw new Error(`nothing is said of ${control} and ${resource}`);
  return made.verdict === "pass";
}

function inRegion(world: World, account: Account, region: string): MeasureTruth[] {
  const row = (resource: string, identity: Identity): MeasureTruth => ({
    account: account.id,
    region,
    metric: "identity-coverage",
    resource,
    standing: identity === "unknown" ? "unknown" : "counted",
    reason: identity === "unknown" ? "podsInvisible" : null,
    class: identity,
    value: identity === "unknown" ? null : identity === "role" ? 1 : 0,
  });
  const { instances, truth: ofNetwork } = networkOf(world, account, region);
  const { functions, truth: ofFunctions } = functionsOf(world, account, region);
  return [
    ...instances
      .filter(({ State }) => State?.Name === "running")
      .map(({ InstanceId = "" }) => {
        const arn = `arn:aws:ec2:${region}:${account.id}:instance/${InstanceId}`;
        const role = isMadeWell(ofNetwork, "ec2-instance-role", arn) ? "role" : "none";
        return row(arn, launchOf(world, account, region, InstanceId)?.holdsKeys ? "static-key" : role);
      }),
    ...functions.map(({ arn }) =>
      row(arn, isMadeWell(ofFunctions, "workload-no-static-keys", arn) ? "role" : "static-key"),
    ),
    ...containersOf(world, account, region)
      .clusters.flatMap(({ tasks }) => tasks)
      .filter(({ lastStatus }) => lastStatus === "RUNNING")
      .map(({ arn, definition, identity }) => row(arn, definition.holdsKeys ? "static-key" : identity)),
    ...clusterIdentities(world, account)
      .filter((each) => each.region === region)
      .map((identity) => {
        const made = kubernetesOf(world, account, region).clusters.find(
          ({ name }) => name === identity.cluster,
        );
        if (identity.mechanism === "irsa") return row(podRoleArn(account, identity), "role");
        if (identity.mechanism === "pod-identity") return row(made?.association?.arn ?? "", "role");
        return row(made?.arn ?? "", "unknown");
      }),
  ];
}

/** What every workload of an account must contribute to identity coverage. */
export function workloadTruth(world: World, account: Account): MeasureTruth[] {
  return account.regions.flatMap((region) => inRegion(world, account, region));
}
