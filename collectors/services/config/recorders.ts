import {
  ConfigServiceClient,
  type ConfigurationRecorder,
  type ConfigurationRecorderStatus,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
} from "@aws-sdk/client-config-service";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { factRead } from "#collectors/runtime/define.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** A recorder with its state. `arn` is what endpoints that do not give one are told apart by. */
export function decodeRecorder(
  recorder: ConfigurationRecorder,
  status: ConfigurationRecorderStatus | undefined,
  arn: string,
): PayloadOf<"config.recorder"> {
  const group = recorder.recordingGroup;
  const strategy = group?.recordingStrategy?.useOnly;
  const included = group?.resourceTypes ?? [];
  const excluded =
    strategy === "EXCLUSION_BY_RESOURCE_TYPES" ? group?.exclusionByResourceTypes?.resourceTypes : [];
  return {
    arn,
    name: need(recorder.name, "ConfigurationRecorder.name"),
    // Without a recording group Config records all that it supports in a Region.
    allSupported:
      group === undefined || group.allSupported === true || strategy === "ALL_SUPPORTED_RESOURCE_TYPES",
    globalTypes: group?.includeGlobalResourceTypes ?? false,
    includedTypes: strategy === "EXCLUSION_BY_RESOURCE_TYPES" ? [] : sorted(included),
    excludedTypes: sorted(excluded ?? []),
    daily: [recorder.recordingMode, ...(recorder.recordingMode?.recordingModeOverrides ?? [])].some(
      (mode) => mode?.recordingFrequency === "DAILY",
    ),
    recording: status?.recording ?? false,
    lastStatus: known(status?.lastStatus),
    servicePrincipal: recorder.servicePrincipal ?? null,
  };
}

const statuses = ["Pending", "Success", "Failure", "NotApplicable"];

/** The reference writes `Success`, its own examples `SUCCESS`. */
function known(status: string | undefined): string | null {
  if (status === undefined || status === "") return null;
  return statuses.find((each) => each.toLowerCase() === status.toLowerCase()) ?? status;
}

export const recorders = factRead({
  yields: ["config.recorder"],
  operations: ["config:DescribeConfigurationRecorders", "config:DescribeConfigurationRecorderStatus"],
  async *collect(context) {
    const client = context.client(ConfigServiceClient);
    const { ConfigurationRecorders = [] } = await client.send(new DescribeConfigurationRecordersCommand({}));
    if (ConfigurationRecorders.length === 0) return;
    const { ConfigurationRecordersStatus = [] } = await client.send(
      new DescribeConfigurationRecorderStatusCommand({}),
    );
    for (const recorder of ConfigurationRecorders) {
      const name = need(recorder.name, "ConfigurationRecorder.name");
      const arn =
        recorder.arn ??
        `arn:${context.partition}:config:${context.region}:${context.accountId}:configuration-recorder/${name}`;
      const status = ConfigurationRecordersStatus.find((each) => each.name === name);
      yield { kind: "config.recorder", resourceId: arn, payload: decodeRecorder(recorder, status, arn) };
    }
  },
});
