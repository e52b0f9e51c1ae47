import { z } from "zod";

/** How much of a category of events a trail keeps: `some` where a selector leaves resources or events out. */
export const eventShares = ["all", "some", "none"] as const;
const share = z.enum(eventShares);

/** Its home Region's fact alone; an Organization's trail is one in every account. Resource id: the trail's ARN. */
export const trail = z.strictObject({
  arn: z.string(),
  name: z.string(),
  multiRegion: z.boolean(),
  organization: z.boolean(),
  logging: z.boolean(),
  logFileValidation: z.boolean(),
  kmsKeyArn: z.string().nullable(),
  bucketName: z.string(),
  logGroupArn: z.string().nullable(),
  managementEvents: z.strictObject({
    read: share,
    write: share,
    /** Event sources left out on purpose, such as `kms.amazonaws.com`, sorted. */
    excludedSources: z.array(z.string()),
  }),
  /** Of objects in S3; `all` means every bucket. */
  s3DataEvents: z.strictObject({ read: share, write: share }),
});
