import type { z } from "zod";
import * as accessAnalyzer from "./access-analyzer.ts";
import * as account from "./account.ts";
import * as apigateway from "./apigateway.ts";
import * as cloudtrail from "./cloudtrail.ts";
import * as config from "./config.ts";
import * as detection from "./detection.ts";
import * as ec2 from "./ec2.ts";
import * as ec2Configuration from "./ec2-configuration.ts";
import * as ecr from "./ecr.ts";
import * as ecs from "./ecs.ts";
import * as eks from "./eks.ts";
import * as elb from "./elb.ts";
import * as events from "./events.ts";
import type { FindingKind, FindingSource } from "./findings.ts";
import * as iam from "./iam.ts";
import * as identityCenter from "./identity-center.ts";
import * as inspector2 from "./inspector2.ts";
import * as kms from "./kms.ts";
import * as lambda from "./lambda.ts";
import * as macie2 from "./macie2.ts";
import * as organizations from "./organizations.ts";
import * as own from "./own.ts";
import * as rds from "./rds.ts";
import * as redshift from "./redshift.ts";
import * as s3 from "./s3.ts";
import * as secretsmanager from "./secretsmanager.ts";
import * as sns from "./sns.ts";
import * as sqs from "./sqs.ts";
import * as ssm from "./ssm.ts";
import * as tags from "./tags.ts";

/** Where a kind is read: once for the organization, once an account, or once an account and Region. */
export type Scope = "organization" | "global" | "regional";

/** Region column of facts and coverage that belong to no Region. */
export const globalRegion = "global";

interface Kind<S extends z.ZodType> {
  readonly scope: Scope;
  readonly schema: S;
}

function kind<S extends z.ZodType>(scope: Scope, schema: S): Kind<S> {
  return { scope, schema };
}

/** Every kind of fact; those of `postern` are our own data. Facts of an `organization` kind belong to the management account. */
export const kinds = {
  "organizations.organization": kind("organization", organizations.organization),
  "organizations.account": kind("organization", organizations.account),
  "organizations.organizational-unit": kind("organization", organizations.organizationalUnit),
  "organizations.policy": kind("organization", organizations.organizationPolicy),
  "organizations.delegated-administrator": kind("organization", organizations.delegatedAdministrator),
  "iam.user": kind("global", iam.user),
  "iam.group": kind("global", iam.group),
  "iam.role": kind("global", iam.role),
  "iam.policy": kind("global", iam.policy),
  "iam.instance-profile": kind("global", iam.instanceProfile),
  "iam.credential": kind("global", iam.credential),
  "iam.account-summary": kind("global", iam.accountSummary),
  "iam.virtual-mfa-device": kind("global", iam.virtualMfaDevice),
  "iam.access-key": kind("global", iam.accessKey),
  "iam.last-accessed": kind("global", iam.lastAccessed),
  "iam.organization-features": kind("organization", iam.organizationFeatures),
  "ec2.region": kind("global", ec2.region),
  "ec2.instance": kind("regional", ec2.instance),
  "ec2.network-interface": kind("regional", ec2.networkInterface),
  "ec2.security-group": kind("regional", ec2.securityGroup),
  "ec2.prefix-list": kind("regional", ec2.prefixList),
  "ec2.vpc": kind("regional", ec2.vpc),
  "ec2.subnet": kind("regional", ec2.subnet),
  "ec2.route-table": kind("regional", ec2.routeTable),
  "ec2.network-acl": kind("regional", ec2.networkAcl),
  "ec2.internet-gateway": kind("regional", ec2.internetGateway),
  "ec2.nat-gateway": kind("regional", ec2.natGateway),
  "ec2.vpc-endpoint": kind("regional", ec2.vpcEndpoint),
  "ec2.flow-log": kind("regional", ec2.flowLog),
  "ec2.launch-template": kind("regional", ec2Configuration.launchTemplate),
  "ec2.metadata-defaults": kind("regional", ec2Configuration.metadataDefaults),
  "ec2.ebs-encryption-default": kind("regional", ec2Configuration.ebsEncryptionDefault),
  "ec2.vpc-block-public-access": kind("regional", ec2Configuration.vpcBlockPublicAccess),
  "ec2.vpc-block-public-access-exclusion": kind("regional", ec2Configuration.vpcBlockPublicAccessExclusion),
  "ec2.public-snapshot": kind("regional", ec2Configuration.publicSnapshot),
  "ec2.public-image": kind("regional", ec2Configuration.publicImage),
  "ec2.endpoint-service": kind("regional", ec2Configuration.endpointService),
  "ec2.transit-gateway-attachment": kind("regional", ec2Configuration.transitGatewayAttachment),
  "lambda.function": kind("regional", lambda.lambdaFunction),
  "lambda.function-url": kind("regional", lambda.functionUrl),
  "lambda.function-policy": kind("regional", lambda.functionPolicy),
  "ecs.cluster": kind("regional", ecs.cluster),
  "ecs.service": kind("regional", ecs.service),
  "ecs.task": kind("regional", ecs.task),
  "ecs.task-definition": kind("regional", ecs.taskDefinition),
  "eks.cluster": kind("regional", eks.cluster),
  "eks.pod-identity-association": kind("regional", eks.podIdentityAssociation),
  "ecr.repository": kind("regional", ecr.repository),
  "ecr.repository-policy": kind("regional", ecr.repositoryPolicy),
  "ecr.registry-scanning": kind("regional", ecr.registryScanning),
  "elb.load-balancer": kind("regional", elb.loadBalancer),
  "elb.target-group": kind("regional", elb.targetGroup),
  "apigateway.rest-api": kind("regional", apigateway.restApi),
  "apigateway.rest-method": kind("regional", apigateway.restMethod),
  "apigateway.http-api": kind("regional", apigateway.httpApi),
  "apigateway.http-route": kind("regional", apigateway.httpRoute),
  "ssm.instance": kind("regional", ssm.instance),
  "ssm.patch-state": kind("regional", ssm.patchState),
  "ssm.parameter": kind("regional", ssm.parameter),
  "s3.bucket": kind("global", s3.bucket),
  "s3.bucket-policy": kind("global", s3.bucketPolicy),
  "s3.bucket-policy-status": kind("global", s3.bucketPolicyStatus),
  "s3.bucket-public-access-block": kind("global", s3.bucketPublicAccessBlock),
  "s3.bucket-versioning": kind("global", s3.bucketVersioning),
  "s3.bucket-encryption": kind("global", s3.bucketEncryption),
  "s3.bucket-object-lock": kind("global", s3.bucketObjectLock),
  "s3.account-public-access-block": kind("global", s3.accountPublicAccessBlock),
  "kms.key": kind("regional", kms.key),
  "kms.key-rotation": kind("regional", kms.keyRotation),
  "kms.key-policy": kind("regional", kms.keyPolicy),
  "secretsmanager.secret": kind("regional", secretsmanager.secret),
  "secretsmanager.secret-policy": kind("regional", secretsmanager.secretPolicy),
  "rds.instance": kind("regional", rds.instance),
  "rds.cluster": kind("regional", rds.cluster),
  "redshift.cluster": kind("regional", redshift.cluster),
  "sqs.queue": kind("regional", sqs.queue),
  "sns.topic": kind("regional", sns.topic),
  "guardduty.detector": kind("regional", detection.detector),
  "guardduty.membership": kind("organization", detection.membership),
  "inspector.membership": kind("organization", detection.membership),
  "securityhub.hub": kind("regional", detection.hub),
  "securityhub.membership": kind("organization", detection.membership),
  "securityhub.finding-aggregator": kind("organization", detection.findingAggregator),
  "securityhub.product-subscription": kind("regional", detection.productSubscription),
  "guardduty.organization-configuration": kind("organization", detection.organizationConfiguration),
  "access-analyzer.analyzer": kind("regional", accessAnalyzer.analyzer),
  "access-analyzer.organization-analyzer": kind("organization", accessAnalyzer.organizationAnalyzer),
  "identity-center.instance": kind("organization", identityCenter.instance),
  "identity-center.permission-set": kind("organization", identityCenter.permissionSet),
  "identity-center.assignment": kind("organization", identityCenter.assignment),
  "identity-center.user": kind("organization", identityCenter.user),
  "cloudtrail.trail": kind("regional", cloudtrail.trail),
  "config.recorder": kind("regional", config.recorder),
  "config.conformance-pack": kind("regional", config.conformancePack),
  "config.organization-conformance-pack": kind("organization", config.organizationConformancePack),
  "config.aggregator": kind("organization", config.aggregator),
  "config.inventory": kind("organization", config.inventory),
  "macie.session": kind("regional", macie2.session),
  "inspector.coverage": kind("regional", inspector2.coverage),
  "events.rule": kind("regional", events.rule),
  "account.alternate-contact": kind("global", account.alternateContact),
  "tag.resource": kind("regional", tags.taggedResource),
  "postern.settings": kind("organization", own.settings),
  "postern.exception": kind("organization", own.recordedException),
  "postern.attestation": kind("organization", own.recordedAttestation),
  "postern.drift": kind("global", own.drift),
  "postern.evidence": kind("global", own.evidenceState),
  "postern.threat": kind("global", own.threat),
  "postern.external-access": kind("global", own.externalAccess),
  "postern.log-bucket": kind("global", own.logBucket),
} as const;

export type FactKind = keyof typeof kinds;
export type PayloadOf<K extends FactKind> = z.infer<(typeof kinds)[K]["schema"]>;

/** Findings that other detectors made, by detector; they are kept as findings, and have coverage like any kind. */
export const sourceOfKind = {
  "securityhub.finding": "security-hub",
  "guardduty.finding": "guardduty",
  "access-analyzer.finding": "access-analyzer",
  "access-analyzer.unused-finding": "access-analyzer",
  "inspector.finding": "inspector",
} as const satisfies Record<string, FindingSource>;
export type ExternalFindingKind = keyof typeof sourceOfKind;

/** Which of its source's findings a kind speaks for, where others of the same source are read apart from them. */
export const findingKindsOf: Partial<Record<ExternalFindingKind, readonly FindingKind[]>> = {
  "access-analyzer.finding": ["external-access"],
  "access-analyzer.unused-finding": ["unused-access"],
};

export function isExternalFindingKind(kind: string): kind is ExternalFindingKind {
  return Object.hasOwn(sourceOfKind, kind);
}

/** One typed observation of a resource. The runtime stamps account and Region. */
export interface Fact<K extends FactKind = FactKind> {
  readonly accountId: string;
  /** A Region name, or `global`. */
  readonly region: string;
  readonly kind: K;
  readonly resourceId: string;
  readonly payload: PayloadOf<K>;
}

/** The facts of one kind. */
export function ofKind<K extends FactKind>(facts: readonly Fact[], kind: K): readonly Fact<K>[] {
  return facts.filter((fact): fact is Fact<K> => fact.kind === kind);
}

export function isFactKind(value: string): value is FactKind {
  return Object.hasOwn(kinds, value);
}

/** Whether a kind is what Postern itself knows: no collector reads it and it is not stored as a fact. */
export function isOwnKind(kind: FactKind): boolean {
  return kind.startsWith("postern.");
}

export function scopeOf(kind: FactKind): Scope {
  return kinds[kind].scope;
}

/** Kinds that are read once an account and Region. */
export const regionalKinds: readonly FactKind[] = Object.keys(kinds)
  .filter(isFactKind)
  .filter((kind) => scopeOf(kind) === "regional");

/** Kinds that are read once for the Organization. */
export const organizationKinds: readonly FactKind[] = Object.keys(kinds)
  .filter(isFactKind)
  .filter((kind) => scopeOf(kind) === "organization" && !isOwnKind(kind));
