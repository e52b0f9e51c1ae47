import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  paginateListBuckets,
  S3Client,
} from "@aws-sdk/client-s3";
import { instant, need, needJson } from "#collectors/runtime/decode.ts";
import { defineCollector, factRead, type ReadContext } from "#collectors/runtime/define.ts";
import type { Fact, FactKind, PayloadOf } from "#lib/inventory/kinds.ts";

/** AWS publishes no limit for reading bucket configuration; this leaves the account's own tools in peace. */
const budgets = { "*": { rate: 40, burst: 80 } };

const buckets = factRead({
  yields: ["s3.bucket"],
  operations: ["s3:ListBuckets", "s3:GetBucketLocation"],
  async *collect(context) {
    const client = context.client(S3Client);
    for await (const page of paginateListBuckets({ client, pageSize: 1_000 }, {}))
      for (const bucket of page.Buckets ?? []) {
        const Bucket = need(bucket.Name, "ListBuckets Bucket.Name");
        let region = bucket.BucketRegion;
        if (region === undefined) {
          const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
          region = locationOf(LocationConstraint);
        }
        yield {
          kind: "s3.bucket",
          resourceId: `arn:${context.partition}:s3:::${Bucket}`,
          payload: { name: Bucket, region, createdAt: instant(bucket.CreationDate) },
        };
      }
  },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: two Regions have other names. */
function locationOf(constraint: string | undefined): string {
  if (constraint === undefined || constraint === "") return "us-east-1";
  return constraint === "EU" ? "eu-west-1" : constraint;
}

type BucketKind = Exclude<Extract<FactKind, `s3.bucket-${string}`>, "s3.bucket">;
type Bucket = Pick<Fact<"s3.bucket">, "resourceId" | "payload">;

/** One read for each configuration of a bucket, so that a permission that lacks costs only what it covers. */
function perBucket<K extends BucketKind>(
  kind: K,
  operation: string,
  read: (client: S3Client, name: string, context: ReadContext<"s3.bucket">) => Promise<PayloadOf<K>>,
) {
  return factRead<K, "s3.bucket">({
    yields: [kind],
    operations: [operation],
    needs: ["s3.bucket"],
    async *collect(context) {
      const known: readonly Bucket[] = context.needed("s3.bucket");
      yield* context.each(
        known,
        { resourceId: (bucket) => bucket.resourceId, gone: ["NoSuchBucket"] },
        async ({ resourceId, payload }) => ({
          kind,
          resourceId,
          payload: await read(context.client(S3Client, payload.region), payload.name, context),
        }),
      );
    },
  });
}

const policy = perBucket("s3.bucket-policy", "s3:GetBucketPolicy", async (client, Bucket, context) => {
  const answer = await context.absent(["NoSuchBucketPolicy"], () =>
    client.send(new GetBucketPolicyCommand({ Bucket })),
  );
  return { document: answer === undefined ? null : needJson(answer.Policy, "GetBucketPolicy Policy") };
});

const policyStatus = perBucket(
  "s3.bucket-policy-status",
  "s3:GetBucketPolicyStatus",
  async (client, Bucket, context) => {
    const answer = await context.absent(["NoSuchBucketPolicy"], () =>
      client.send(new GetBucketPolicyStatusCommand({ Bucket })),
    );
    return { isPublic: answer?.PolicyStatus?.IsPublic ?? false };
  },
);

const publicAccessBlock = perBucket(
  "s3.bucket-public-access-block",
  "s3:GetPublicAccessBlock",
  async (client, Bucket, context) => {
    const answer = await context.absent(["NoSuchPublicAccessBlockConfiguration"], () =>
      client.send(new GetPublicAccessBlockCommand({ Bucket })),
    );
    const block = answer?.PublicAccessBlockConfiguration;
    return {
      blockPublicAcls: block?.BlockPublicAcls ?? false,
      ignorePublicAcls: block?.IgnorePublicAcls ?? false,
      blockPublicPolicy: block?.BlockPublicPolicy ?? false,
      restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
    };
  },
);

const versioning = perBucket("s3.bucket-versioning", "s3:GetBucketVersioning", async (client, Bucket) => {
  const answer = await client.send(new GetBucketVersioningCommand({ Bucket }));
  return { status: answer.Status ?? "Off", mfaDelete: answer.MFADelete === "Enabled" };
});

const encryption = perBucket(
  "s3.bucket-encryption",
  "s3:GetBucketEncryption",
  async (client, Bucket, context) => {
    const answer = await context.absent(["ServerSideEncryptionConfigurationNotFoundError"], () =>
      client.send(new GetBucketEncryptionCommand({ Bucket })),
    );
    const rule = answer?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    return { algorithm: rule?.SSEAlgorithm ?? null, kmsKeyId: rule?.KMSMasterKeyID ?? null };
  },
);

const objectLock = perBucket(
  "s3.bucket-object-lock",
  "s3:GetObjectLockConfiguration",
  async (client, Bucket, context) => {
    const answer = await context.absent(["ObjectLockConfigurationNotFoundError"], () =>
      client.send(new GetObjectLockConfigurationCommand({ Bucket })),
    );
    const lock = answer?.ObjectLockConfiguration;
    const retention = lock?.Rule?.DefaultRetention;
    return {
      enabled: lock?.ObjectLockEnabled === "Enabled",
      mode: retention?.Mode ?? null,
      retentionDays: retention?.Days ?? (retention?.Years === undefined ? null : retention.Years * 365),
    };
  },
);

export const s3 = defineCollector({
  service: "s3",
  scope: "global",
  budgets,
  reads: [buckets, policy, policyStatus, publicAccessBlock, versioning, encryption, objectLock],
});
