import type * as api from "@aws-sdk/client-kms";
import * as sdk from "@aws-sdk/client-kms";
import { type Key, keysOf } from "../model/keys.ts";
import { awsJson } from "../protocols/json.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

function keysHere({ world, account, region }: CallContext): readonly Key[] {
  return keysOf(world, account, region).keys;
}

function find(id: string | undefined, context: CallContext): Key {
  const key = keysHere(context).find(({ metadata }) => metadata.KeyId === id || metadata.Arn === id);
  if (key !== undefined) return key;
  const arn = `arn:aws:kms:${context.region}:${context.account.id}:key/${id}`;
  throw new ApiError("NotFoundException", 400, `Key '${arn}' does not exist`);
}

interface Listing {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

function page<T>(all: readonly T[], input: Listing, largest: number, name: string, context: CallContext) {
  const request = {
    token: input.Marker,
    size: input.Limit,
    largest,
    usual: Math.min(largest, 100),
    invalidToken: "InvalidMarkerException",
    scope: `${name}/${context.account.id}/${context.region}`,
  };
  const { items, next } = paginate(all, request);
  return { items, NextMarker: next, Truncated: next !== undefined };
}

export const kms: Service = {
  name: "kms",
  sdk,
  protocol: awsJson,
  xmlNamespace: "",
  errors: {
    denied: "AccessDeniedException",
    throttled: "ThrottlingException",
    throttledStatus: 400,
    unknownOperation: "UnknownOperationException",
  },
  operations: {
    ListKeys(input: api.ListKeysRequest, context): api.ListKeysResponse {
      const { items, ...more } = page(keysHere(context), input, 1_000, "keys", context);
      const Keys = items.map(({ metadata }) => ({ KeyId: metadata.KeyId, KeyArn: metadata.Arn }));
      return { Keys, ...more };
    },
    ListAliases(input: api.ListAliasesRequest, context): api.ListAliasesResponse {
      const named = keysHere(context).flatMap(({ alias, metadata }) =>
        alias === null ? [] : [{ alias, metadata }],
      );
      const { items, ...more } = page(named, input, 100, "aliases", context);
      const Aliases = items.map(({ alias, metadata }) => ({
        AliasName: alias,
        AliasArn: `arn:aws:kms:${context.region}:${context.account.id}:${alias}`,
        TargetKeyId: metadata.KeyId,
        CreationDate: metadata.CreationDate,
      }));
      return { Aliases, ...more };
    },
    DescribeKey(input: api.DescribeKeyRequest, context): api.DescribeKeyResponse {
      return { KeyMetadata: find(input.KeyId, context).metadata };
    },
    GetKeyRotationStatus(input: api.GetKeyRotationStatusRequest, context): api.GetKeyRotationStatusResponse {
      const { metadata, rotates } = find(input.KeyId, context);
      if (metadata.KeySpec !== "SYMMETRIC_DEFAULT" || metadata.Origin !== "AWS_KMS")
        throw new ApiError("UnsupportedOperationException", 400, `${metadata.Arn} does not rotate.`);
      return {
        KeyId: metadata.KeyId,
        KeyRotationEnabled: rotates,
        RotationPeriodInDays: rotates ? 365 : undefined,
      };
    },
    GetKeyPolicy(input: api.GetKeyPolicyRequest, context): api.GetKeyPolicyResponse {
      const { policy } = find(input.KeyId, context);
      return { Policy: JSON.stringify(policy, null, 2), PolicyName: "default" };
    },
  },
};
