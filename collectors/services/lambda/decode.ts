import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import { need, sorted } from "#collectors/runtime/decode.ts";
import { findSecretsInVariables, notScanned } from "#collectors/runtime/secrets.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

const place = "Environment.Variables";

/** A function without the values of its variables. */
export async function decodeFunction(
  configuration: FunctionConfiguration,
): Promise<PayloadOf<"lambda.function">> {
  const { Environment, VpcConfig } = configuration;
  const variables = Environment?.Variables ?? {};
  return {
    name: need(configuration.FunctionName, "ListFunctions Function.FunctionName"),
    runtime: configuration.Runtime ?? null,
    packageType: configuration.PackageType ?? "Zip",
    roleArn: need(configuration.Role, "ListFunctions Function.Role"),
    // Outside of a VPC Lambda answers with an empty id.
    vpcId: VpcConfig?.VpcId || null,
    subnetIds: sorted(VpcConfig?.SubnetIds ?? []),
    securityGroupIds: sorted(VpcConfig?.SecurityGroupIds ?? []),
    variableNames: sorted(Object.keys(variables)),
    // A key that is not ours to use leaves an error in place of the variables.
    secrets:
      Environment?.Error === undefined
        ? await findSecretsInVariables(place, variables)
        : [notScanned(place, "")],
    kmsKeyArn: configuration.KMSKeyArn ?? null,
  };
}
