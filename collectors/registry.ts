import type { Collector } from "./runtime/define.ts";
import {
  accessAnalyzer,
  accessAnalyzerAnalyzers,
  accessAnalyzerExternalOrganization,
  accessAnalyzerExternalPerAccount,
  accessAnalyzerUnusedOrganization,
  accessAnalyzerUnusedPerAccount,
} from "./services/access-analyzer/access-analyzer.ts";
import { alternateContacts } from "./services/account/account.ts";
import { apiGateway } from "./services/apigateway/apigateway.ts";
import { cloudtrail } from "./services/cloudtrail/cloudtrail.ts";
import { config } from "./services/config/config.ts";
import { configAggregation, configOrganizationPacks } from "./services/config/organization.ts";
import { ec2 } from "./services/ec2/ec2.ts";
import { ec2Configuration } from "./services/ec2/ec2-configuration.ts";
import { ec2Regions } from "./services/ec2/regions.ts";
import { ecr } from "./services/ecr/ecr.ts";
import { ecs } from "./services/ecs/ecs.ts";
import { eks } from "./services/eks/eks.ts";
import { elb } from "./services/elb/elb.ts";
import { events } from "./services/events/events.ts";
import {
  guardduty,
  guarddutyMembership,
  guarddutyOrganization,
  guarddutyPerAccount,
} from "./services/guardduty/guardduty.ts";
import { guarddutyOrganizationConfiguration } from "./services/guardduty/organization-configuration.ts";
import { iam } from "./services/iam/iam.ts";
import { iamOrganization } from "./services/iam/organization-features.ts";
import { identityCenter } from "./services/identity-center/identity-center.ts";
import { inspector, inspectorOrganization, inspectorPerAccount } from "./services/inspector2/inspector2.ts";
import { inspectorMembership } from "./services/inspector2/membership.ts";
import { kms } from "./services/kms/kms.ts";
import { lambda } from "./services/lambda/lambda.ts";
import { macie2 } from "./services/macie2/macie2.ts";
import { organizations } from "./services/organizations/organizations.ts";
import { rds } from "./services/rds/rds.ts";
import { redshift } from "./services/redshift/redshift.ts";
import { s3 } from "./services/s3/s3.ts";
import { s3Control } from "./services/s3control/s3control.ts";
import { secretsManager } from "./services/secretsmanager/secretsmanager.ts";
import { securityHubProducts } from "./services/security-hub/product-subscriptions.ts";
import {
  securityHub,
  securityHubAggregator,
  securityHubMembership,
  securityHubOrganization,
  securityHubPerAccount,
} from "./services/security-hub/security-hub.ts";
import { sns } from "./services/sns/sns.ts";
import { sqs } from "./services/sqs/sqs.ts";
import { ssm } from "./services/ssm/ssm.ts";
import { tags } from "./services/tags/tags.ts";
import type { WorkerCollectors } from "./worker/context.ts";

/** Every collector, by where and when it is used. */
export const collectors: WorkerCollectors = {
  organization: [organizations],
  central: [
    { administeredBy: "securityhub.amazonaws.com", collector: securityHubAggregator },
    { administeredBy: "securityhub.amazonaws.com", collector: securityHubMembership },
    { administeredBy: "guardduty.amazonaws.com", collector: guarddutyMembership },
    { administeredBy: "guardduty.amazonaws.com", collector: guarddutyOrganizationConfiguration },
    { administeredBy: "access-analyzer.amazonaws.com", collector: accessAnalyzerAnalyzers },
    { administeredBy: "inspector2.amazonaws.com", collector: inspectorMembership },
    { administeredBy: "config.amazonaws.com", collector: configAggregation },
    { administeredBy: "config-multiaccountsetup.amazonaws.com", collector: configOrganizationPacks },
    { administeredBy: "sso.amazonaws.com", collector: identityCenter },
    { administeredBy: null, collector: iamOrganization },
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
    ec2Configuration,
    lambda,
    ecs,
    eks,
    ecr,
    elb,
    apiGateway,
    ssm,
    guardduty,
    securityHub,
    securityHubProducts,
    accessAnalyzer,
    cloudtrail,
    config,
    events,
    inspector,
    macie2,
    alternateContacts,
    tags,
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
    {
      target: "access-analyzer",
      administeredBy: "access-analyzer.amazonaws.com",
      orManagement: true,
      knownBy: "access-analyzer.organization-analyzer",
      analyzerType: "ORGANIZATION",
      organization: accessAnalyzerExternalOrganization,
      perAccount: accessAnalyzerExternalPerAccount,
    },
    {
      target: "access-analyzer",
      administeredBy: "access-analyzer.amazonaws.com",
      orManagement: true,
      knownBy: "access-analyzer.organization-analyzer",
      analyzerType: "ORGANIZATION_UNUSED_ACCESS",
      organization: accessAnalyzerUnusedOrganization,
      perAccount: accessAnalyzerUnusedPerAccount,
    },
    {
      target: "inspector",
      administeredBy: "inspector2.amazonaws.com",
      orManagement: false,
      knownBy: "inspector.membership",
      organization: inspectorOrganization,
      perAccount: inspectorPerAccount,
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
