import path from "node:path";

/**
 * What shows that the collectors read an operation's answers as AWS gives them, besides the simulator, which answers
 * every operation (`collectors/runtime/every-operation.test.ts`): a contract test in which moto answered it, a test that
 * decodes an answer of AWS's public documentation, or nothing else.
 */
export type Proof =
  | { readonly by: "moto"; readonly test: string }
  | { readonly by: "documentation"; readonly test: string; readonly page: string }
  | { readonly by: "simulator" };

const moto = (test: string): Proof => ({ by: "moto", test: `collectors/contract/${test}` });

const collection = moto("collection.test.ts");
const containers = moto("services/containers.test.ts");
const data = moto("services/data.test.ts");
const detection = moto("services/detection.test.ts");
const edges = moto("services/edges.test.ts");
const functions = moto("services/functions.test.ts");
const identity = moto("services/identity.test.ts");
const inspector = moto("services/inspector.test.ts");
const settings = moto("services/settings.test.ts");
const stores = moto("services/stores.test.ts");
const simulator: Proof = { by: "simulator" };

const documented = (service: string, test: string, page: string): Proof => ({
  by: "documentation",
  test: `collectors/services/${service}/${test}.test.ts`,
  page: `https://docs.aws.amazon.com/${page}.html`,
});
const accessFinding = documented(
  "access-analyzer",
  "decode-finding",
  "access-analyzer/latest/APIReference/API_FindingSummaryV2",
);
const threat = documented("guardduty", "decode-threat", "guardduty/latest/APIReference/API_Finding");
const lastAccessed = documented(
  "iam",
  "decode-last-accessed",
  "IAM/latest/APIReference/API_GetServiceLastAccessedDetails",
);
const patchState = documented("ssm", "decode", "cli/latest/reference/ssm/describe-instance-patch-states");

/** Every operation that a collector declares, and what proves it. */
export const proofs: Readonly<Record<string, Proof>> = {
  "access-analyzer:GetAnalyzer": simulator,
  "access-analyzer:GetFindingV2": accessFinding,
  "access-analyzer:ListAnalyzers": simulator,
  "access-analyzer:ListFindingsV2": accessFinding,
  "account:GetAlternateContact": identity,
  "apigateway:GetApis": edges,
  "apigateway:GetResources": edges,
  "apigateway:GetRestApis": edges,
  "apigateway:GetRoutes": edges,
  "cloudtrail:DescribeTrails": detection,
  "cloudtrail:GetEventSelectors": detection,
  "cloudtrail:GetTrailStatus": detection,
  "config:DescribeConfigurationAggregators": detection,
  "config:DescribeConfigurationRecorderStatus": detection,
  "config:DescribeConfigurationRecorders": detection,
  "config:DescribeConformancePacks": simulator,
  "config:DescribeOrganizationConformancePacks": simulator,
  "config:SelectAggregateResourceConfig": simulator,
  "ec2:DescribeFlowLogs": collection,
  "ec2:DescribeImages": settings,
  "ec2:DescribeInstances": collection,
  "ec2:DescribeInternetGateways": collection,
  "ec2:DescribeLaunchTemplateVersions": settings,
  "ec2:DescribeManagedPrefixLists": collection,
  "ec2:DescribeNatGateways": collection,
  "ec2:DescribeNetworkAcls": collection,
  "ec2:DescribeNetworkInterfaces": collection,
  "ec2:DescribeRegions": collection,
  "ec2:DescribeRouteTables": collection,
  "ec2:DescribeSecurityGroups": collection,
  "ec2:DescribeSnapshots": collection,
  "ec2:DescribeSubnets": collection,
  "ec2:DescribeTransitGatewayAttachments": settings,
  "ec2:DescribeVpcBlockPublicAccessExclusions": simulator,
  "ec2:DescribeVpcBlockPublicAccessOptions": simulator,
  "ec2:DescribeVpcEndpointServiceConfigurations": settings,
  "ec2:DescribeVpcEndpointServicePermissions": settings,
  "ec2:DescribeVpcEndpoints": collection,
  "ec2:DescribeVpcs": collection,
  "ec2:GetEbsEncryptionByDefault": settings,
  "ec2:GetInstanceMetadataDefaults": simulator,
  "ec2:GetManagedPrefixListEntries": collection,
  "ecr:DescribeRepositories": containers,
  "ecr:GetRegistryScanningConfiguration": containers,
  "ecr:GetRepositoryPolicy": containers,
  "ecs:DescribeClusters": containers,
  "ecs:DescribeServices": containers,
  "ecs:DescribeTaskDefinition": containers,
  "ecs:DescribeTasks": containers,
  "ecs:ListClusters": containers,
  "ecs:ListServices": containers,
  "ecs:ListTasks": containers,
  "eks:DescribeCluster": functions,
  "eks:DescribePodIdentityAssociation": simulator,
  "eks:ListClusters": functions,
  "eks:ListPodIdentityAssociations": simulator,
  "elasticloadbalancing:DescribeListeners": edges,
  "elasticloadbalancing:DescribeLoadBalancers": edges,
  "elasticloadbalancing:DescribeTargetGroups": edges,
  "elasticloadbalancing:DescribeTargetHealth": edges,
  "events:ListRules": detection,
  "events:ListTargetsByRule": detection,
  "guardduty:DescribeOrganizationConfiguration": simulator,
  "guardduty:GetDetector": collection,
  "guardduty:GetFindings": threat,
  "guardduty:ListDetectors": collection,
  "guardduty:ListFindings": simulator,
  "guardduty:ListMembers": simulator,
  "iam:GenerateCredentialReport": collection,
  "iam:GenerateServiceLastAccessedDetails": simulator,
  "iam:GetAccessKeyLastUsed": simulator,
  "iam:GetAccountAuthorizationDetails": collection,
  "iam:GetAccountSummary": collection,
  "iam:GetCredentialReport": collection,
  "iam:GetServiceLastAccessedDetails": lastAccessed,
  "iam:ListAccessKeys": identity,
  "iam:ListOrganizationsFeatures": simulator,
  "iam:ListVirtualMFADevices": collection,
  "identitystore:ListUsers": identity,
  "inspector2:BatchGetAccountStatus": inspector,
  "inspector2:ListCoverage": simulator,
  "inspector2:ListFindings": inspector,
  "inspector2:ListMembers": inspector,
  "kms:DescribeKey": data,
  "kms:GetKeyPolicy": data,
  "kms:GetKeyRotationStatus": data,
  "kms:ListAliases": data,
  "kms:ListKeys": data,
  "lambda:GetPolicy": functions,
  "lambda:ListFunctionUrlConfigs": simulator,
  "lambda:ListFunctions": functions,
  "macie2:GetMacieSession": simulator,
  "organizations:DescribeOrganization": collection,
  "organizations:DescribePolicy": collection,
  "organizations:ListAccountsForParent": collection,
  "organizations:ListDelegatedAdministrators": collection,
  "organizations:ListDelegatedServicesForAccount": collection,
  "organizations:ListOrganizationalUnitsForParent": collection,
  "organizations:ListPolicies": collection,
  "organizations:ListRoots": collection,
  "organizations:ListTargetsForPolicy": collection,
  "rds:DescribeDBClusters": stores,
  "rds:DescribeDBInstances": stores,
  "redshift:DescribeClusters": stores,
  "s3:GetBucketEncryption": collection,
  "s3:GetBucketLocation": collection,
  "s3:GetBucketPolicy": collection,
  "s3:GetBucketPolicyStatus": collection,
  "s3:GetBucketVersioning": collection,
  "s3:GetObjectLockConfiguration": collection,
  "s3:GetPublicAccessBlock": collection,
  "s3:ListBuckets": collection,
  "s3control:GetPublicAccessBlock": data,
  "secretsmanager:GetResourcePolicy": data,
  "secretsmanager:ListSecrets": data,
  "securityhub:DescribeHub": collection,
  "securityhub:GetFindingAggregator": simulator,
  "securityhub:GetFindings": collection,
  "securityhub:ListEnabledProductsForImport": simulator,
  "securityhub:ListFindingAggregators": simulator,
  "securityhub:ListMembers": collection,
  "sns:GetTopicAttributes": stores,
  "sns:ListTopics": stores,
  "sqs:GetQueueAttributes": stores,
  "sqs:ListQueues": stores,
  "ssm:DescribeInstanceInformation": simulator,
  "ssm:DescribeInstancePatchStates": patchState,
  "ssm:DescribeParameters": settings,
  "sso:DescribePermissionSet": identity,
  "sso:ListAccountAssignments": identity,
  "sso:ListAccountsForProvisionedPermissionSet": identity,
  "sso:ListInstances": identity,
  "sso:ListPermissionSets": identity,
  "tag:GetResources": detection,
};

/** The operations that moto must answer in a contract test, given by its path. */
export function provenIn(file: string): string[] {
  const test = path.relative(path.resolve(import.meta.dirname, "..", ".."), file);
  return Object.entries(proofs).flatMap(([operation, proof]) =>
    proof.by === "moto" && proof.test === test ? [operation] : [],
  );
}
