import type { Verdicts } from "./stored.ts";

export const none: Verdicts = [0, 0, 0, 0];

/**
 * Verdicts (passed, failed, unknown, not applicable) of an account with nothing in it. Its two Regions have
 * AWS's default VPC each, whose default security group has rules; root has a password and no MFA.
 */
export const emptyAccount: Readonly<Record<string, Verdicts>> = {
  "iam-user-mfa": none,
  "iam-no-full-admin": none,
  "root-hardware-mfa": [0, 1, 0, 0],
  "root-no-keys": [1, 0, 0, 0],
  "access-key-age-90d": none,
  "iam-user-dormant-90d": none,
  // OrganizationAccountAccessRole trusts the management account, which is not outside.
  "trust-external-guarded": [0, 0, 0, 1],
  "ec2-instance-role": none,
  "ec2-imdsv2": none,
  "sg-no-open-admin": [2, 0, 0, 0],
  "exposure-lb-nat-only": none,
  "sg-default-closed": [0, 2, 0, 0],
  "s3-policy-present": none,
  "s3-tls-only": none,
  "guardduty-enabled": [0, 2, 0, 0],
  "scp-guardrails": [0, 1, 0, 0],
};

/** The account that the world fills. */
export const production: Readonly<Record<string, Verdicts>> = {
  // alice; bob, ci
  "iam-user-mfa": [1, 2, 0, 0],
  // two inline policies and AmazonS3ReadOnlyAccess; everything; spare-everything
  "iam-no-full-admin": [3, 1, 0, 1],
  "root-hardware-mfa": [0, 1, 0, 0],
  "root-no-keys": [1, 0, 0, 0],
  // bob's key is of today; alice has none and that of ci is inactive
  "access-key-age-90d": [1, 0, 0, 2],
  // all three were created today
  "iam-user-dormant-90d": [3, 0, 0, 0],
  // vendor-guarded; vendor-open; app, OrganizationAccountAccessRole
  "trust-external-guarded": [1, 1, 0, 2],
  // web; legacy
  "ec2-instance-role": [1, 1, 0, 0],
  "ec2-imdsv2": [1, 1, 0, 0],
  // three default groups, closed, listed; ssh, rdp, listed-open
  "sg-no-open-admin": [5, 3, 0, 0],
  // web; legacy. moto leaves the interface of a NAT gateway `available`, so it is not judged.
  "exposure-lb-nat-only": [1, 1, 0, 0],
  // the emptied one; those of the two default VPCs
  "sg-default-closed": [1, 2, 0, 0],
  // tls, europe; bare
  "s3-policy-present": [2, 1, 0, 0],
  // tls; bare, europe
  "s3-tls-only": [1, 2, 0, 0],
  "guardduty-enabled": [1, 1, 0, 0],
  // by the policy of the unit above its own
  "scp-guardrails": [1, 0, 0, 0],
};
