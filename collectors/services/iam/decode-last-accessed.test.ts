import { expect, test } from "vitest";
import { decodeServices } from "./decode-last-accessed.ts";

/** After https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html */
const entity = "arn:aws:iam::123456789012:user/AWSExampleUser01";

test("services come by namespace, used or not, with the actions that AWS tracks", () => {
  expect(
    decodeServices([
      {
        ServiceName: "Amazon S3",
        ServiceNamespace: "s3",
        LastAuthenticated: new Date("2026-11-19T23:59:59Z"),
        LastAuthenticatedEntity: entity,
        TotalAuthenticatedEntities: 1,
        TrackedActionsLastAccessed: [
          { ActionName: "ListAllMyBuckets", LastAccessedTime: new Date("2026-11-19T23:00:00Z") },
          // Listed without a time: it may be used and was not.
          { ActionName: "CreateBucket" },
        ],
      },
      // AWS tracks no action of it, and says so by leaving the list out.
      {
        ServiceName: "Amazon SQS",
        ServiceNamespace: "sqs",
        LastAuthenticated: new Date("2026-08-01T00:00:00Z"),
      },
      { ServiceName: "Amazon Athena", ServiceNamespace: "athena", TotalAuthenticatedEntities: 0 },
      { ServiceName: "Amazon EC2", ServiceNamespace: "ec2", TrackedActionsLastAccessed: [] },
    ]),
  ).toEqual([
    { namespace: "athena", lastOn: null, actions: null },
    { namespace: "ec2", lastOn: null, actions: null },
    {
      namespace: "s3",
      lastOn: "2026-11-19",
      actions: [
        { name: "CreateBucket", lastOn: null },
        { name: "ListAllMyBuckets", lastOn: "2026-11-19" },
      ],
    },
    { namespace: "sqs", lastOn: "2026-08-01", actions: null },
  ]);
});

test("a service without a namespace is refused by name", () => {
  expect(() => decodeServices([{ ServiceName: "?", ServiceNamespace: undefined }])).toThrow(
    "ServiceLastAccessed.ServiceNamespace is missing",
  );
});
