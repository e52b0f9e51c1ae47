import { AccountClient, PutAlternateContactCommand } from "@aws-sdk/client-account";
import {
  CloudTrailClient,
  CreateTrailCommand,
  type CreateTrailRequest,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { PutPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import { managementPlace, type Place } from "./place.ts";
import { buckets, logBucket } from "./storage.ts";

/** Trails of two accounts, rules that tell somebody or nobody, a security contact and a block of public access. */
export async function buildMonitoring(production: Place, security: Place): Promise<void> {
  const everything = await buildTrail(production, {
    Name: "everything",
    S3BucketName: buckets.europe,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
  });
  await everything.send(
    new PutEventSelectorsCommand({
      TrailName: "everything",
      EventSelectors: [
        {
          ReadWriteType: "All",
          IncludeManagementEvents: true,
          DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:aws:s3"] }],
        },
      ],
    }),
  );
  await new S3Client(security).send(new CreateBucketCommand({ Bucket: logBucket }));
  await buildTrail(security, {
    Name: "one-region",
    S3BucketName: logBucket,
    KmsKeyId: `arn:aws:kms:us-east-1:${security.accountId}:key/11111111-2222-3333-4444-555555555555`,
  });

  const signIn = {
    "detail-type": ["AWS Console Sign In via CloudTrail"],
    detail: { userIdentity: { type: ["Root"] } },
  };
  await buildRule(production, "root-sign-in", signIn, true);
  const newKeys = { source: ["aws.iam"], detail: { eventName: ["CreateAccessKey"] } };
  await buildRule(production, "new-keys", newKeys, false);
  const weakening = {
    source: ["aws.organizations"],
    detail: { eventName: ["UpdatePolicy", "DetachPolicy", "DeletePolicy"] },
  };
  await buildRule(managementPlace(), "guardrails", weakening, true);

  await new AccountClient(production).send(
    new PutAlternateContactCommand({
      AlternateContactType: "SECURITY",
      Name: "Ana",
      Title: "On call",
      EmailAddress: "ana@example.com",
      PhoneNumber: "+1 555 0100",
    }),
  );
  await blockPublicAccess(security);
}

async function buildTrail(place: Place, trail: CreateTrailRequest): Promise<CloudTrailClient> {
  const client = new CloudTrailClient(place);
  await client.send(new CreateTrailCommand(trail));
  await client.send(new StartLoggingCommand({ Name: trail.Name }));
  return client;
}

async function buildRule(place: Place, Name: string, pattern: object, tells: boolean): Promise<void> {
  const client = new EventBridgeClient(place);
  await client.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern), State: "ENABLED" }));
  const Arn = `arn:aws:sns:${place.region}:${place.accountId}:orders`;
  if (tells) await client.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: "topic", Arn }] }));
}

/** moto takes the path as AWS has it, and no account before its own host's name. */
async function blockPublicAccess(place: Place): Promise<void> {
  const endpointProvider = () => ({ url: new URL(process.env["AWS_ENDPOINT_URL"] ?? ""), headers: {} });
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  const AccountId = place.accountId;
  await new S3ControlClient({ ...place, endpointProvider }).send(
    new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration }),
  );
}
