import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Place } from "./place.ts";

export const buckets = {
  bare: "contract-bare",
  tls: "contract-tls",
  europe: "contract-europe",
  open: "contract-open",
} as const;

/** The bucket of the security account, for its trail. */
export const logBucket = "contract-logs";

function bucketPolicy(bucket: string, statement: object): string {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Resource, ...statement }] });
}

/**
 * One bucket without a policy, an encrypted one that refuses plain HTTP, one in Europe that keeps its objects, and
 * one that everybody reads.
 */
export async function buildStorage(place: Place): Promise<void> {
  const client = new S3Client(place);
  const europe = new S3Client({ ...place, region: "eu-west-1" });
  await client.send(new CreateBucketCommand({ Bucket: buckets.bare }));
  await client.send(new CreateBucketCommand({ Bucket: buckets.tls }));
  await client.send(new CreateBucketCommand({ Bucket: buckets.open }));
  await europe.send(
    new CreateBucketCommand({
      Bucket: buckets.europe,
      ObjectLockEnabledForBucket: true,
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  );
  await client.send(
    new PutBucketPolicyCommand({
      Bucket: buckets.tls,
      Policy: bucketPolicy(buckets.tls, {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    }),
  );
  await client.send(
    new PutBucketVersioningCommand({
      Bucket: buckets.tls,
      VersioningConfiguration: { Status: "Enabled" },
    }),
  );
  await client.send(
    new PutPublicAccessBlockCommand({
      Bucket: buckets.tls,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await europe.send(
    new PutBucketPolicyCommand({
      Bucket: buckets.europe,
      Policy: bucketPolicy(buckets.europe, {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${place.accountId}:root` },
        Action: "s3:GetObject",
      }),
    }),
  );
  await client.send(
    new PutBucketPolicyCommand({
      Bucket: buckets.open,
      Policy: bucketPolicy(buckets.open, { Effect: "Allow", Principal: "*", Action: "s3:GetObject" }),
    }),
  );
  await client.send(
    new PutBucketEncryptionCommand({
      Bucket: buckets.tls,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/buckets" },
          },
        ],
      },
    }),
  );
  await europe.send(
    new PutObjectLockConfigurationCommand({
      Bucket: buckets.europe,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 30 } },
      },
    }),
  );
}
