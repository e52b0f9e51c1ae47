import type * as api from "@aws-sdk/client-s3";
import * as sdk from "@aws-sdk/client-s3";
import { type Bucket, storageOf } from "../model/storage.ts";
import { restXml } from "../protocols/rest.ts";
import { ApiError } from "../runtime/api-error.ts";
import { paginate } from "../runtime/paginate.ts";
import type { CallContext, Service } from "../runtime/service.ts";

interface BucketInput {
  readonly Bucket?: string | undefined;
}

function find(input: BucketInput, { world, account }: CallContext): Bucket {
  const bucket = storageOf(world, account).buckets.find(({ name }) => name === input.Bucket);
  if (bucket === undefined) throw new ApiError("NoSuchBucket", 404, "The specified bucket does not exist");
  return bucket;
}

/** Like S3, sends the caller to the bucket's own Region. */
function findHere(input: BucketInput, context: CallContext): Bucket {
  const bucket = find(input, context);
  if (bucket.region === context.region) return bucket;
  const message = "The bucket you are attempting to access must be addressed using the specified endpoint.";
  throw new ApiError("PermanentRedirect", 301, message, { "x-amz-bucket-region": bucket.region });
}

function listBuckets(input: api.ListBucketsRequest, { world, account }: CallContext): api.ListBucketsOutput {
  const { Prefix = "", BucketRegion } = input;
  const chosen = storageOf(world, account).buckets.filter(
    ({ name, region }) => name.startsWith(Prefix) && (BucketRegion === undefined || region === BucketRegion),
  );
  const { items, next } = paginate(
    chosen,
    {
      token: input.ContinuationToken,
      size: input.MaxBuckets,
      largest: 10_000,
      invalidToken: "InvalidArgument",
      scope: `buckets/${account.id}`,
    },
    "InvalidArgument",
  );
  return {
    Buckets: items.map(({ name, region, created }) => ({
      Name: name,
      CreationDate: created,
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${name}`,
    })),
    Owner: { ID: `${account.id}canonical` },
    ContinuationToken: next,
  };
}

function absent(code: string, message: string): ApiError {
  return new ApiError(code, 404, message);
}

function encryption(bucket: Bucket): api.ServerSideEncryptionByDefault {
  return bucket.kmsKey
    ? { SSEAlgorithm: "aws:kms", KMSMasterKeyID: bucket.kmsKey }
    : { SSEAlgorithm: "AES256" };
}

export const s3: Service = {
  name: "s3",
  sdk,
  protocol: restXml,
  bucketInPath: true,
  xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
  errors: {
    denied: "AccessDenied",
    throttled: "SlowDown",
    throttledStatus: 503,
    unknownOperation: "NotImplemented",
  },
  actions: {
    ListBuckets: "ListAllMyBuckets",
    GetBucketEncryption: "GetEncryptionConfiguration",
    GetPublicAccessBlock: "GetBucketPublicAccessBlock",
    GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
  },
  operations: {
    ListBuckets: listBuckets,
    GetBucketLocation(input: api.GetBucketLocationRequest, context): object {
      const { region } = find(input, context);
      // us-east-1 is the one Region that S3 calls by no name.
      return { LocationConstraint: region === "us-east-1" ? undefined : region };
    },
    GetBucketPolicy(input: api.GetBucketPolicyRequest, context): api.GetBucketPolicyOutput {
      const { policy } = findHere(input, context);
      if (policy === undefined) throw absent("NoSuchBucketPolicy", "The bucket policy does not exist");
      return { Policy: JSON.stringify(policy) };
    },
    GetBucketPolicyStatus(input: api.GetBucketPolicyStatusRequest, context): api.GetBucketPolicyStatusOutput {
      const bucket = findHere(input, context);
      if (bucket.policy === undefined) throw absent("NoSuchBucketPolicy", "The bucket policy does not exist");
      return { PolicyStatus: { IsPublic: bucket.public } };
    },
    GetPublicAccessBlock(input: api.GetPublicAccessBlockRequest, context): api.GetPublicAccessBlockOutput {
      const { publicAccessBlocked: on } = findHere(input, context);
      if (on === undefined) {
        throw absent(
          "NoSuchPublicAccessBlockConfiguration",
          "The public access block configuration was not found",
        );
      }
      const PublicAccessBlockConfiguration = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: on,
        RestrictPublicBuckets: on,
      };
      return { PublicAccessBlockConfiguration };
    },
    GetBucketVersioning(input: api.GetBucketVersioningRequest, context): api.GetBucketVersioningOutput {
      const { versioning, mfaDelete } = findHere(input, context);
      // S3 says nothing of MFA delete in a bucket that never had it.
      return { Status: versioning, MFADelete: mfaDelete ? "Enabled" : undefined };
    },
    GetBucketEncryption(input: api.GetBucketEncryptionRequest, context): api.GetBucketEncryptionOutput {
      const bucket = findHere(input, context);
      const Rules = [
        {
          ApplyServerSideEncryptionByDefault: encryption(bucket),
          BucketKeyEnabled: bucket.kmsKey !== undefined,
        },
      ];
      return { ServerSideEncryptionConfiguration: { Rules } };
    },
    GetObjectLockConfiguration(
      input: api.GetObjectLockConfigurationRequest,
      context,
    ): api.GetObjectLockConfigurationOutput {
      const { objectLock } = findHere(input, context);
      if (objectLock === undefined) {
        const message = "Object Lock configuration does not exist for this bucket";
        throw absent("ObjectLockConfigurationNotFoundError", message);
      }
      const retention: api.ObjectLockRule = { DefaultRetention: { Mode: "COMPLIANCE", Days: 365 } };
      const Rule = objectLock === "retaining" ? retention : undefined;
      return { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule } };
    },
  },
};
