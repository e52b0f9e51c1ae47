import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, arn, fact, region } from "./facts.ts";

export const blocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
export const unblocked = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
export const aclsBlocked = { ...unblocked, blockPublicAcls: true, ignorePublicAcls: true };
export const policiesBlocked = { ...unblocked, blockPublicPolicy: true, restrictPublicBuckets: true };

export function accountBlock(settings: PayloadOf<"s3.account-public-access-block">) {
  return fact("s3.account-public-access-block", `account/${accountId}`, settings);
}

export function bucketBlock(name: string, settings: PayloadOf<"s3.bucket-public-access-block">) {
  return fact("s3.bucket-public-access-block", arn.bucket(name), settings);
}

export function versioning(name: string, status: "Enabled" | "Suspended" | "Off", mfaDelete = false) {
  return fact("s3.bucket-versioning", arn.bucket(name), { status, mfaDelete });
}

export const keyId = "11111111-2222-3333-4444-555555555555";
export const keyArn = `arn:aws:kms:${region}:${accountId}:key/${keyId}`;

export function key(over: Partial<PayloadOf<"kms.key">> = {}): Fact<"kms.key"> {
  return fact("kms.key", keyArn, {
    id: keyId,
    description: "",
    aliases: ["application"],
    state: "Enabled",
    usage: "ENCRYPT_DECRYPT",
    spec: "SYMMETRIC_DEFAULT",
    origin: "AWS_KMS",
    manager: "CUSTOMER",
    multiRegion: false,
    ...over,
  });
}

export function keyPolicy(document: string) {
  return fact("kms.key-policy", keyArn, { document });
}

export const secretArn = `arn:aws:secretsmanager:${region}:${accountId}:secret:prod/database-AbCdEf`;

export function secret(over: Partial<PayloadOf<"secretsmanager.secret">> = {}) {
  return fact("secretsmanager.secret", secretArn, {
    name: "prod/database",
    rotationEnabled: false,
    rotationDays: null,
    lastRotatedOn: null,
    owningService: null,
    kmsKeyId: null,
    primaryRegion: null,
    ...over,
  });
}
