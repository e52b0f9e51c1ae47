import type { Collector } from "./runtime/define.ts";
import { ec2 } from "./services/ec2/ec2.ts";
import { ec2Regions } from "./services/ec2/regions.ts";
import {
  guardduty,
  guarddutyMembership,
  guarddutyOrganization,
  guarddutyPerAccount,
} from "./services/guardduty/guardduty.ts";
import { iam } from "./services/iam/iam.ts";
import { kms } from "./services/kms/kms.ts";
import { organizations } from "./services/organizations/organizations.ts";
import { rds } from "./services/rds/rds.ts";
import { redshift } from "./services/redshift/redshift.ts";
import { s3 } from "./services/s3/s3.ts";
import { s3Control } from "./services/s3control/s3control.ts";
import { secretsManager } from "./services/secretsmanager/secretsmanager.ts";
import {
  securityHub,
  securityHubAggregator,
  securityHubMembership,
  securityHubOrganization,
  securityHubPerAccount,
} from "./services/security-hub/security-hub.ts";
import { sns } from "./services/sns/sns.ts";
import { sqs } from "./services/sqs/sqs.ts";
import type { WorkerCollectors } from "./worker/context.ts";

/** Every collector, by where and when it is used. */
export const collectors: WorkerCollectors = {
  organization: [organizations],
  central: [
    { administeredBy: "securityhub.amazonaws.com", collector: securityHubAggregator },
    { administeredBy: "securityhub.amazonaws.com", collector: securityHubMembership },
    { administeredBy: "guardduty.amazonaws.com", collector: guarddutyMembership },
  ],
  account: [
    ec2Regions,
    iam,
    s3,
    s3Control,
    kms,
    secretsManager,
    rds,
    redshift,
    sqs,
    sns,
    ec2,
    guardduty,
    securityHub,
  ],
  regions: [ec2Regions],
  sources: [
    {
      target: "security-hub",
      administeredBy: "securityhub.amazonaws.com",
      orManagement: false,
      knownBy: "securityhub.membership",
      organization: securityHubOrganization,
      perAccount: securityHubPerAccount,
    },
    {
      target: "guardduty",
      administeredBy: "guardduty.amazonaws.com",
      orManagement: false,
      knownBy: "guardduty.membership",
      organization: guarddutyOrganization,
      perAccount: guarddutyPerAccount,
    },
  ],
};

const { organization, central, account, regions, sources } = collectors;

/** Those that are run with the role in an account, and not as the worker's own principal. */
export const memberCollectors: readonly Collector[] = [
  ...new Set([
    ...central.map(({ collector }) => collector),
    ...account,
    ...regions,
    ...sources.flatMap((source) => [source.organization, source.perAccount]),
  ]),
];

export const allCollectors: readonly Collector[] = [...organization, ...memberCollectors];
