import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import {
  BatchImportFindingsCommand,
  EnableSecurityHubCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { given, type Place } from "./place.ts";

/** An enabled detector. Returns its id. */
export async function buildDetector(place: Place): Promise<string> {
  const made = await new GuardDutyClient(place).send(new CreateDetectorCommand({ Enable: true }));
  return given(made.DetectorId, "DetectorId");
}

/** Security Hub with one finding of a product of the account's own. Returns the finding's id. */
export async function buildSecurityHub(place: Place): Promise<string> {
  const client = new SecurityHubClient(place);
  await client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  const Id = `arn:aws:securityhub:${place.region}:${place.accountId}:finding/public-queue`;
  await client.send(
    new BatchImportFindingsCommand({
      Findings: [
        {
          SchemaVersion: "2018-10-08",
          Id,
          ProductArn: `arn:aws:securityhub:${place.region}:${place.accountId}:product/${place.accountId}/default`,
          GeneratorId: "queue-watch",
          AwsAccountId: place.accountId,
          Region: place.region,
          Types: ["Software and Configuration Checks/AWS Security Best Practices"],
          CreatedAt: "2026-11-01T10:00:00.000Z",
          UpdatedAt: "2026-11-02T10:00:00.000Z",
          Severity: { Label: "HIGH" },
          Title: "The orders queue is public",
          Description: "Anyone may send to the orders queue.",
          Resources: [{ Type: "AwsSqsQueue", Id: `arn:aws:sqs:${place.region}:${place.accountId}:orders` }],
          Workflow: { Status: "NEW" },
          RecordState: "ACTIVE",
        },
      ],
    }),
  );
  return Id;
}
