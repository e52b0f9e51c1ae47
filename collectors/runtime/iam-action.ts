/** API Gateway's action for everything that is read: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
export const apiGatewayRead = "apigateway:GET";

/**
 * Operations whose IAM action has another name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const renamed: Readonly<Record<string, string>> = {
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
  "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
  "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamaccessanalyzer.html
  "access-analyzer:ListFindingsV2": "access-analyzer:ListFindings",
  "access-analyzer:GetFindingV2": "access-analyzer:GetFinding",
};

/**
 * What each operation of API Gateway reads. All of them need the same action, which reads the values of API keys, too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
const apiGatewayPaths: Readonly<Record<string, string>> = {
  "apigateway:GetApis": "/apis",
  "apigateway:GetRoutes": "/apis/*/routes*",
  "apigateway:GetRestApis": "/restapis",
  "apigateway:GetResources": "/restapis/*/resources*",
};

/** Operations that no policy need allow: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const free: ReadonlySet<string> = new Set(["sts:GetCallerIdentity"]);

/** The IAM action that allows an operation: what to grant where it was denied. */
export function iamAction(operation: string): string {
  return isApiGateway(operation) ? apiGatewayRead : (renamed[operation] ?? operation);
}

/** The IAM actions that operations need, each once, sorted. */
export function iamActions(operations: Iterable<string>): string[] {
  const needed = [...operations].filter((operation) => !free.has(operation)).map(iamAction);
  return [...new Set(needed)].sort();
}

/**
 * The ARN to which an operation's action must be limited, because the action alone would read more than the operation
 * does. Undefined for the others: a reader of posture reads every resource.
 *
 * @throws for an operation of API Gateway whose resources are not known.
 */
export function limitedTo(operation: string, partition: string): string | undefined {
  if (!isApiGateway(operation)) return undefined;
  const path = apiGatewayPaths[operation];
  if (path === undefined) throw new Error(`${operation} needs the path that it reads in apiGatewayPaths.`);
  return apiGatewayArn(partition, path);
}

/** An ARN of API Gateway's control plane in every Region. */
export function apiGatewayArn(partition: string, path: string): string {
  return `arn:${partition}:apigateway:*::${path}`;
}

function isApiGateway(operation: string): boolean {
  return operation.startsWith("apigateway:");
}
