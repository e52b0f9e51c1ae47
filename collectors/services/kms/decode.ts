import type { AliasListEntry, KeyMetadata } from "@aws-sdk/client-kms";
import { need } from "#collectors/runtime/decode.ts";
import type { PayloadOf } from "#lib/inventory/kinds.ts";

/** The keys that AWS manages: `alias/aws/` is reserved for them. */
export function awsManagedKeyIds(aliases: readonly AliasListEntry[]): ReadonlySet<string> {
  const targets = aliases
    .filter(({ AliasName = "" }) => AliasName.startsWith("alias/aws/"))
    .map(({ TargetKeyId }) => TargetKeyId);
  return new Set(targets.filter((id) => id !== undefined));
}

/** @throws Malformed where a field that AWS always sends is missing. */
export function decodeKey(metadata: KeyMetadata, aliases: readonly string[]): PayloadOf<"kms.key"> {
  return {
    id: need(metadata.KeyId, "KeyMetadata.KeyId"),
    description: metadata.Description ?? "",
    aliases: aliases.map((name) => name.replace(/^alias\//, "")),
    state: need(metadata.KeyState, "KeyMetadata.KeyState"),
    usage: need(metadata.KeyUsage, "KeyMetadata.KeyUsage"),
    // Its older name is all that was sent before there were HMAC keys.
    spec: need(metadata.KeySpec ?? metadata.CustomerMasterKeySpec, "KeyMetadata.KeySpec"),
    origin: need(metadata.Origin, "KeyMetadata.Origin"),
    manager: metadata.KeyManager ?? "CUSTOMER",
    multiRegion: metadata.MultiRegion ?? false,
  };
}

/**
 * Whether a key can rotate by itself, and is in a state to.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function rotates({ spec, origin, state }: PayloadOf<"kms.key">): boolean {
  return spec === "SYMMETRIC_DEFAULT" && origin === "AWS_KMS" && state === "Enabled";
}
