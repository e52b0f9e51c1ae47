import {
  DescribeInstancePatchStatesCommand,
  type InstancePatchState,
  paginateDescribeInstanceInformation,
  paginateDescribeParameters,
  SSMClient,
} from "@aws-sdk/client-ssm";
import { batches } from "#collectors/runtime/batches.ts";
import { need } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** AWS publishes limits for reading parameters' values only, which is never done here. */
const budgets = { "*": { rate: 3, burst: 10 } };

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/: the same for all three operations. */
const pageSize = 50;

type Place = Pick<ReadContext, "partition" | "region" | "accountId">;

/** Machines elsewhere than in EC2 have ids that begin with `mi-`. */
function arnOf({ partition, region, accountId }: Place, id: string): string {
  return id.startsWith("mi-")
    ? `arn:${partition}:ssm:${region}:${accountId}:managed-instance/${id}`
    : `arn:${partition}:ec2:${region}:${accountId}:instance/${id}`;
}

const instances = factRead({
  yields: ["ssm.instance"],
  operations: ["ssm:DescribeInstanceInformation"],
  async *collect(context) {
    const client = context.client(SSMClient);
    for await (const page of paginateDescribeInstanceInformation({ client, pageSize }, {}))
      for (const instance of page.InstanceInformationList ?? []) {
        const id = need(instance.InstanceId, "DescribeInstanceInformation InstanceId");
        yield {
          kind: "ssm.instance",
          resourceId: arnOf(context, id),
          payload: {
            id,
            pingStatus: need(instance.PingStatus, "DescribeInstanceInformation PingStatus"),
            resourceType: instance.ResourceType ?? "",
            platformType: instance.PlatformType ?? null,
            platformName: instance.PlatformName ?? null,
            platformVersion: instance.PlatformVersion ?? null,
            agentVersion: instance.AgentVersion ?? null,
          },
        };
      }
  },
});

/** Counts that AWS leaves out are of what its baseline does not look at: nothing of it is open. */
export function decodePatchState(state: InstancePatchState): PayloadOf<"ssm.patch-state"> {
  return {
    id: need(state.InstanceId, "InstancePatchState.InstanceId"),
    baselineId: need(state.BaselineId, "InstancePatchState.BaselineId"),
    patchGroup: state.PatchGroup || null,
    missing: state.MissingCount ?? 0,
    failed: state.FailedCount ?? 0,
    pendingReboot: state.InstalledPendingRebootCount ?? 0,
    criticalNonCompliant: state.CriticalNonCompliantCount ?? 0,
    securityNonCompliant: state.SecurityNonCompliantCount ?? 0,
  };
}

/** A machine that was never scanned has no state, and so no fact. */
const patchStates = factRead({
  yields: ["ssm.patch-state"],
  operations: ["ssm:DescribeInstancePatchStates"],
  needs: ["ssm.instance"],
  async *collect(context) {
    const client = context.client(SSMClient);
    const ids = context.needed("ssm.instance").map(({ payload }) => payload.id);
    for (const InstanceIds of batches(ids, pageSize)) {
      const answer = await client.send(
        new DescribeInstancePatchStatesCommand({ InstanceIds, MaxResults: pageSize }),
      );
      for (const state of answer.InstancePatchStates ?? []) {
        const payload = decodePatchState(state);
        yield { kind: "ssm.patch-state", resourceId: arnOf(context, payload.id), payload };
      }
    }
  },
});

const parameters = factRead({
  yields: ["ssm.parameter"],
  operations: ["ssm:DescribeParameters"],
  async *collect(context) {
    const client = context.client(SSMClient);
    const owner = `${context.region}:${context.accountId}`;
    for await (const page of paginateDescribeParameters({ client, pageSize }, {}))
      for (const parameter of page.Parameters ?? []) {
        const name = need(parameter.Name, "DescribeParameters Parameter.Name");
        const arn = `arn:${context.partition}:ssm:${owner}:parameter/${name.replace(/^\//, "")}`;
        yield {
          kind: "ssm.parameter",
          resourceId: parameter.ARN ?? arn,
          payload: {
            name,
            type: need(parameter.Type, "DescribeParameters Parameter.Type"),
            tier: parameter.Tier ?? "Standard",
            keyId: parameter.KeyId ?? null,
          },
        };
      }
  },
});

export const ssm = defineCollector({
  service: "ssm",
  scope: "regional",
  budgets,
  reads: [instances, patchStates, parameters],
});
