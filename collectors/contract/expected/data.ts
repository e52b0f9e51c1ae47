import { buckets } from "../world/storage.ts";
import { arnsOf, type Chapter, none, oneEach, oneFails, onePasses, twoUnknown } from "./chapter.ts";

export const data: Chapter = {
  emptyAccount: {
    "s3-policy-present": none,
    "s3-tls-only": none,
    "s3-bpa-account": oneFails,
    "s3-bpa-bucket": none,
    "s3-versioning": none,
    "s3-mfa-delete": none,
    "kms-rotation": none,
    "kms-policy-scoped": none,
    "secrets-rotation": none,
    "ssm-no-plain-secrets": none,
    "ebs-default-encryption": [0, 2, 0, 0],
    "rds-encrypted": none,
    "macie-enabled": twoUnknown,
  },
  production: {
    // tls, europe, open; bare
    "s3-policy-present": [3, 1, 0, 0],
    // tls; bare, europe, open
    "s3-tls-only": [1, 3, 0, 0],
    "s3-bpa-bucket": [1, 3, 0, 0],
    // tls, and europe because of its Object Lock; bare, open
    "s3-versioning": [2, 2, 0, 0],
    "s3-mfa-delete": [0, 4, 0, 0],
    // the open one rotates, the other has the policy that KMS gives
    "kms-rotation": oneEach,
    "kms-policy-scoped": oneEach,
    // orders/api; orders/database
    "secrets-rotation": oneEach,
    // api-token; db-password; stage
    "ssm-no-plain-secrets": [1, 1, 0, 1],
    // us-east-1; eu-west-1
    "ebs-default-encryption": oneEach,
    // orders; legacy
    "rds-encrypted": oneEach,
  },
  // The bucket of its trail has nothing of its own; the account blocks public access for it.
  security: {
    "s3-policy-present": oneFails,
    "s3-tls-only": oneFails,
    "s3-bpa-account": onePasses,
    "s3-bpa-bucket": onePasses,
    "s3-versioning": oneFails,
    "s3-mfa-delete": oneFails,
  },
  findings: (world) => {
    const { bucket, regional, whole } = arnsOf(world);
    const { bare, europe, open, tls } = buckets;
    return {
      "s3-policy-present": [bucket(bare)],
      "s3-tls-only": [bucket(bare), bucket(europe), bucket(open)],
      "s3-bpa-account": [whole],
      "s3-bpa-bucket": [bucket(bare), bucket(europe), bucket(open)],
      "s3-versioning": [bucket(bare), bucket(open)],
      "s3-mfa-delete": [bucket(bare), bucket(europe), bucket(open), bucket(tls)],
      "kms-rotation": [`us-east-1 ${world.workloads.keyArn}`],
      "kms-policy-scoped": [`us-east-1 ${world.stores.openKeyArn}`],
      "secrets-rotation": [`us-east-1 ${world.workloads.secretArn}`],
      "ssm-no-plain-secrets": [regional("ssm")("parameter/orders/db-password")],
      "ebs-default-encryption": ["eu-west-1 region/eu-west-1"],
      "rds-encrypted": [regional("rds")("db:legacy")],
    };
  },
};
