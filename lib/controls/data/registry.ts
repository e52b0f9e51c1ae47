import type { Control } from "../define.ts";
import { ebsDefaultEncryption } from "./ebs-default-encryption.ts";
import { kmsPolicyScoped } from "./kms-policy-scoped.ts";
import { kmsRotation } from "./kms-rotation.ts";
import { macieEnabled } from "./macie-enabled.ts";
import { rdsEncrypted } from "./rds-encrypted.ts";
import { s3BpaAccount } from "./s3-bpa-account.ts";
import { s3BpaBucket } from "./s3-bpa-bucket.ts";
import { s3MfaDelete } from "./s3-mfa-delete.ts";
import { s3PolicyPresent } from "./s3-policy-present.ts";
import { s3TlsOnly } from "./s3-tls-only.ts";
import { s3Versioning } from "./s3-versioning.ts";
import { secretsRotation } from "./secrets-rotation.ts";
import { ssmNoPlainSecrets } from "./ssm-no-plain-secrets.ts";

/** The chapter "data" of the catalogue in its order, one line a control. */
export const dataControls: readonly Control[] = [
  s3PolicyPresent,
  s3TlsOnly,
  s3BpaAccount,
  s3BpaBucket,
  s3Versioning,
  s3MfaDelete,
  kmsRotation,
  kmsPolicyScoped,
  secretsRotation,
  ssmNoPlainSecrets,
  ebsDefaultEncryption,
  rdsEncrypted,
  macieEnabled,
];
