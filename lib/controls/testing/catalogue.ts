/** A row of the catalogue as it was agreed: what a control's metadata must say. */
export interface CatalogueRow {
  readonly title: string;
  /** `severity pillar phase: mappings`; `~` marks a mapping of ours, `SH` a Security Hub control outside FSBP. */
  readonly says: string;
}

const text = `
iam-user-mfa | Every IAM user has MFA | high identity 1: fsbp IAM.5, SH IAM.19, cis-1.4 1.10, cis-3.0 1.10, cis-5.0 1.9, 800-53 IA-2(1), ~800-207 T6, ~checklist 1
iam-no-full-admin | No policy allows everything | high identity 1: fsbp IAM.1, cis-1.4 1.16, cis-3.0 1.16, cis-5.0 1.15, 800-53 AC-6, ~800-207 T3, ~checklist 2
iam-no-service-wildcard | No whole-service grants | low identity 1: fsbp IAM.21, 800-53 AC-6, ~800-207 T3
iam-no-user-policies | Users get access through groups | low identity 1: fsbp IAM.2, cis-1.4 1.15, cis-3.0 1.15, cis-5.0 1.14, 800-53 AC-6, ~800-207 T4
iam-no-inline | Managed rather than inline policies | low identity 1: ~800-53 AC-6, ~800-207 T4
root-hardware-mfa | Root MFA is hardware | critical identity 1: fsbp IAM.6, cis-1.4 1.6, cis-3.0 1.6, cis-5.0 1.5, 800-53 IA-2(1), ~800-207 T6, ~checklist 4
root-no-keys | Root has no access keys | critical identity 1: fsbp IAM.4, cis-1.4 1.4, cis-3.0 1.4, cis-5.0 1.3, 800-53 AC-6(10), ~800-207 T6
root-unused-90d | Root is not used | high identity 1: cis-1.4 1.7, cis-3.0 1.7, cis-5.0 1.6, ~800-53 AC-6(2), ~800-207 T3
root-centralized | Root credentials managed centrally | medium identity 1: ~800-53 AC-2, ~800-207 T4
access-key-age-90d | Access keys are rotated | medium identity 1: fsbp IAM.3, cis-1.4 1.14, cis-3.0 1.14, cis-5.0 1.13, 800-53 AC-2(3), ~800-207 T3
iam-user-dormant-90d | No dormant users | medium identity 1: fsbp IAM.8, cis-1.4 1.12, cis-3.0 1.12, cis-5.0 1.11, 800-53 AC-2(3), ~800-207 T5
iam-role-unused-90d | No unused roles | medium identity 1: ~800-53 AC-2(3), ~800-207 T5
permission-utilization | Under 10 % of permissions unused | medium identity 1: ~800-53 AC-6(7), ~800-207 T4
aa-external-enabled | External-access analyzer on | high visibility 1: SH IAM.28, cis-1.4 1.20, cis-3.0 1.20, cis-5.0 1.19, ~800-53 AC-3, ~800-207 T7
aa-unused-enabled | Unused-access analyzer on | low visibility 1: ~800-53 AC-6(7), ~800-207 T7
aa-external-clean | External access is reviewed | high data 1: ~800-53 AC-3, ~800-207 T1
resource-policy-no-public | No resource policy is open to everyone | critical data 1: fsbp S3.2, fsbp S3.3, fsbp Lambda.1, fsbp KMS.5, 800-53 AC-3, ~800-207 T1
trust-external-guarded | Cross-account trust is guarded | high identity 1: ~800-53 AC-3, ~800-207 T6
trust-oidc-sub | OIDC trust is scoped | high identity 1: ~800-53 IA-9, ~800-207 T6
boundary-delegated-admin | IAM writers have a boundary | medium identity 1: ~800-53 AC-6, ~800-207 T4
separation-of-duties | Deployers cannot switch off logging | medium identity 1: ~800-53 AC-5, ~800-207 T4
slr-reviewed | Service-linked roles reviewed | low governance 1: ~800-53 AC-2, ~800-207 T5
idc-enabled | Identity Center on | medium identity 1: cis-1.4 1.21, cis-3.0 1.21, cis-5.0 1.20, ~800-53 IA-2, ~800-207 T6
idc-external-idp-mfa | External IdP with MFA | high identity 1: ~800-53 IA-2(1), ~800-207 T6
idc-session-8h | Short sessions | low identity 1: ~800-53 AC-12, ~800-207 T3
break-glass-alert | Break-glass use is alerted | high visibility 1: ~800-53 AC-2(12), ~800-207 T7
iam-risky-event-alert | New keys and odd-hours use are alerted | medium visibility 1: ~800-53 AC-2(4), ~800-207 T7
ec2-instance-role | Instances act through a role | high devices 3: cis-1.4 1.18, cis-3.0 1.18, cis-5.0 1.17, ~800-53 IA-9, ~800-207 T6, ~checklist 12
workload-no-static-keys | No access keys in compute | critical applications 3: ~800-53 IA-5(7), ~800-207 T6, ~checklist 12
ec2-imdsv2 | IMDSv2 required | high devices 3: fsbp EC2.8, cis-3.0 5.6, cis-5.0 5.7, 800-53 AC-3, ~800-207 T6
lt-imdsv2 | Launch templates require IMDSv2 | low devices 3: fsbp EC2.170, ~800-53 AC-3, ~800-207 T6
imds-account-default | Account default is IMDSv2 | medium devices 3: ~800-53 CM-6, ~800-207 T5
ec2-ssm-managed | Instances are SSM-managed | medium devices 3: fsbp SSM.1, 800-53 CM-8, ~800-207 T5
ec2-patched | Patch baseline met | medium devices 3: fsbp SSM.2, 800-53 SI-2, ~800-207 T5
lambda-env-no-secrets | No secrets in function environment | high applications 3: ~800-53 IA-5(7), ~800-207 T6, ~checklist 10
lambda-role-scoped | Functions have their own narrow role | medium applications 3: ~800-53 AC-6, ~800-207 T4
lambda-url-auth | Function URLs use IAM | high applications 3: ~800-53 AC-3, ~800-207 T6
ecs-task-role | Tasks have a role | high applications 3: ~800-53 IA-9, ~800-207 T6, ~checklist 12
ecs-env-no-secrets | No plaintext secrets in tasks | high applications 3: fsbp ECS.8, ~800-53 IA-5(7), ~800-207 T6, ~checklist 10
ecs-unprivileged | Tasks are unprivileged | high applications 3: fsbp ECS.4, 800-53 AC-6, ~800-207 T3
ecr-scan | Images are scanned | high applications 3: fsbp ECR.1, 800-53 RA-5, ~800-207 T5
ecr-immutable-tags | Image tags are immutable | medium applications 3: fsbp ECR.2, ~800-53 CM-2, ~800-207 T5
eks-pod-identity | Pods have their own identity | high applications 3: ~800-53 IA-9, ~800-207 T6, ~checklist 12
eks-endpoint-private | Cluster API is private | high networks 3: fsbp EKS.1, ~800-53 SC-7, ~800-207 T2
sg-no-open-admin | 22, 3389, 5439 closed to the world | critical networks 2: fsbp EC2.19, fsbp Redshift.15, SH EC2.13, SH EC2.14, SH EC2.53, SH EC2.54, cis-1.4 5.2, cis-3.0 5.2, cis-3.0 5.3, cis-5.0 5.3, cis-5.0 5.4, 800-53 AC-4, 800-53 SC-7, ~800-207 T2, ~checklist 8
exposure-lb-nat-only | Only load balancers and NAT face the world | high networks 2: fsbp EC2.18, 800-53 SC-7, ~800-207 T2
sg-default-closed | Default security group is empty | high networks 2: fsbp EC2.2, cis-1.4 5.3, cis-3.0 5.4, cis-5.0 5.5, 800-53 SC-7(5), ~800-207 T2
sg-egress-restricted | Egress is limited | medium networks 2: ~800-53 SC-7(5), ~800-207 T2
nacl-no-open-admin | NACLs close admin ports | medium networks 2: fsbp EC2.21, cis-1.4 5.1, cis-3.0 5.1, cis-5.0 5.2, 800-53 AC-4(21), ~800-207 T2
ec2-private | Instances have no public address | high networks 2: fsbp EC2.9, 800-53 SC-7, ~800-207 T2
subnet-private | Subnets give no public address | medium networks 2: fsbp EC2.15, 800-53 SC-7, ~800-207 T2
vpc-flow-logs | Flow logs on | medium visibility 2: fsbp EC2.6, cis-1.4 3.9, cis-3.0 3.7, cis-5.0 3.7, 800-53 AU-12, ~800-207 T7
vpce-core | Endpoints for S3, DynamoDB, Secrets Manager | medium networks 2: ~800-53 SC-7, ~800-207 T2, ~checklist 9
vpce-policy-scoped | Endpoint policies are scoped | medium networks 2: ~800-53 AC-3, ~800-207 T4
privatelink-scoped | PrivateLink services are restricted | medium networks 2: ~800-53 AC-3, ~800-207 T2
vpc-bpa | VPC Block Public Access | medium networks 2: fsbp EC2.172, ~800-53 SC-7, ~800-207 T2
db-not-public | Databases are private | critical data 2: fsbp RDS.2, fsbp Redshift.1, cis-3.0 2.3.3, cis-5.0 2.2.3, 800-53 SC-7, ~800-207 T2
s3-policy-present | Buckets have an explicit policy | medium data 3: ~800-53 AC-3, ~800-207 T4, ~checklist 5
s3-tls-only | Buckets refuse plain HTTP | medium data 3: fsbp S3.5, cis-1.4 2.1.2, cis-3.0 2.1.1, cis-5.0 2.1.1, 800-53 SC-8, ~800-207 T2
s3-bpa-account | Account blocks public access | high data 3: fsbp S3.1, cis-1.4 2.1.5, cis-3.0 2.1.4, cis-5.0 2.1.4, 800-53 AC-3, ~800-207 T1
s3-bpa-bucket | Bucket blocks public access | high data 3: fsbp S3.8, cis-1.4 2.1.5, cis-3.0 2.1.4, cis-5.0 2.1.4, 800-53 AC-3, ~800-207 T1
s3-versioning | Versioning on | low data 3: SH S3.14, 800-53 CP-9, ~800-207 T5
s3-mfa-delete | MFA delete on | low data 3: SH S3.20, cis-1.4 2.1.3, cis-3.0 2.1.2, cis-5.0 2.1.2, ~800-53 AC-6, ~800-207 T6
kms-rotation | Customer keys rotate | medium data 3: SH KMS.4, cis-1.4 3.8, cis-3.0 3.6, cis-5.0 3.6, 800-53 SC-12, ~800-207 T5
kms-policy-scoped | Key policies are scoped | high data 3: fsbp KMS.5, ~800-53 AC-3, ~800-207 T4
secrets-rotation | Secrets rotate | medium data 3: fsbp SecretsManager.1, 800-53 AC-2(1), ~800-207 T3, ~checklist 10
ssm-no-plain-secrets | Parameters that look secret are SecureString | medium data 3: ~800-53 IA-5(7), ~800-207 T6, ~checklist 10
ebs-default-encryption | EBS encrypted by default | medium data 3: fsbp EC2.7, cis-1.4 2.2.1, cis-3.0 2.2.1, cis-5.0 5.1.1, 800-53 SC-28, ~800-207 T5
rds-encrypted | Databases encrypted | high data 3: fsbp RDS.3, cis-1.4 2.3.1, cis-3.0 2.3.1, cis-5.0 2.2.1, 800-53 SC-28, ~800-207 T5
macie-enabled | Macie on | medium data 3: fsbp Macie.1, cis-1.4 2.1.4, cis-3.0 2.1.3, cis-5.0 2.1.3, 800-53 RA-5, ~800-207 T7
cloudtrail-all-regions | Trail in all Regions | high visibility 4: fsbp CloudTrail.1, cis-1.4 3.1, cis-3.0 3.1, cis-5.0 3.1, 800-53 AU-12, ~800-207 T7, ~checklist 6
cloudtrail-validation | Log file validation | low visibility 4: fsbp CloudTrail.4, cis-1.4 3.2, cis-3.0 3.2, cis-5.0 3.2, 800-53 AU-9, ~800-207 T7
cloudtrail-immutable | Logs are immutable | high visibility 4: ~800-53 AU-9(2), ~800-207 T7, ~checklist 6
cloudtrail-kms | Logs use a customer key | medium visibility 4: fsbp CloudTrail.2, cis-1.4 3.7, cis-3.0 3.5, cis-5.0 3.5, 800-53 AU-9, ~800-207 T7
cloudtrail-data-events | S3 data events | medium visibility 4: SH S3.22, SH S3.23, cis-1.4 3.10, cis-1.4 3.11, cis-3.0 3.8, cis-3.0 3.9, cis-5.0 3.8, cis-5.0 3.9, ~800-53 AU-12, ~800-207 T7
guardduty-enabled | GuardDuty everywhere | high visibility 4: fsbp GuardDuty.1, 800-53 SI-4, ~800-207 T7, ~checklist 7
guardduty-to-sechub | GuardDuty routed to Security Hub | high visibility 4: ~800-53 SI-4, ~800-207 T7, ~checklist 7
sechub-aggregated | Security Hub on and aggregated | medium visibility 4: cis-3.0 4.16, cis-5.0 4.16, ~800-53 CA-7, ~800-207 T7
config-enabled | Config records | medium visibility 4: fsbp Config.1, cis-1.4 3.5, cis-3.0 3.3, cis-5.0 3.3, 800-53 CM-8, ~800-207 T5, ~checklist 11
config-cis-pack | CIS conformance pack | medium governance 4: ~800-53 CM-6, ~800-207 T5, ~checklist 11
mttd-target | MTTD under 5 minutes | high visibility 4: ~800-53 IR-4, ~800-207 T7
org-all-features | Organization has all features | high governance 4: SH Account.2, 800-53 CM-2, ~800-207 T4
scp-guardrails | SCPs deny the dangerous actions | high governance 4: ~800-53 AC-6, ~800-207 T4, ~checklist 3
scp-region-limit | Regions are limited | medium governance 4: ~800-53 AC-4, ~800-207 T4
guardrail-weakening-alert | Weakening of guardrails is alerted | critical governance 4: cis-1.4 4.15, cis-3.0 4.15, cis-5.0 4.15, ~800-53 CM-3, ~800-207 T7
security-contact | Security contact set | medium governance 4: fsbp Account.1, cis-1.4 1.2, cis-3.0 1.2, cis-5.0 1.2, 800-53 CM-2, ~800-207 T5
required-tags | Tag standard met | low governance 4: ~800-53 CM-8, ~800-207 T5
exceptions-valid | Exceptions have an owner and an end | medium governance 5: ~800-53 CA-5, ~800-207 T4
drift-sla | Drift is closed in time | medium automation 4: ~800-53 CM-3, ~800-207 T5
collection-coverage | Evidence is fresh | high visibility 5: ~800-53 CA-7, ~800-207 T7
`;

/** Every control of the catalogue by id, those still to be written included. */
export const catalogue: ReadonlyMap<string, CatalogueRow> = new Map(
  text
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", title = "", says = ""] = line.split(" | ");
      return [id, { title, says }];
    }),
);
