/**
 * Operations whose IAM action has another name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
const renamed: Readonly<Record<string, string>> = {
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
  "apigateway:GetApis": "apigateway:GET",
  "apigateway:GetResources": "apigateway:GET",
  "apigateway:GetRestApis": "apigateway:GET",
  "apigateway:GetRoutes": "apigateway:GET",
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
  "access-analyzer:ListFindingsV2": "access-analyzer:ListFindings",
  "access-analyzer:GetFindingV2": "access-analyzer:GetFinding",
};

/** Operations that no policy need allow: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const free: ReadonlySet<string> = new Set(["sts:GetCallerIdentity"]);

/** The IAM action that allows an operation: what to grant where it was denied. */
export function iamAction(operation: string): string {
  return renamed[operation] ?? operation;
}

/** The IAM actions that operations need, each once, sorted. */
export function iamActions(operations: Iterable<string>): string[] {
  const needed = [...operations].filter((operation) => !free.has(operation)).map(iamAction);
  return [...new Set(needed)].sort();
}
