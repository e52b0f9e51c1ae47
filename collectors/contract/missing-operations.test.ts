import { GetFindingsCommand, GuardDutyClient, ListFindingsCommand } from "@aws-sdk/client-guardduty";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  GetFindingAggregatorCommand,
  ListFindingAggregatorsCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Moto, startMoto } from "./moto.ts";
import { buildDetector } from "./world/detection.ts";
import { managementPlace } from "./world/place.ts";

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
  process.env["AWS_ENDPOINT_URL"] = moto.url;
});
afterAll(() => moto?.stop());

/**
 * Operations the collectors call and moto 5.2.5 does not serve: nothing but the simulator speaks for their
 * decoding. When this fails because moto learned one, drop it here and assert its facts with the others.
 */
test("what moto lacks, by name", async () => {
  const place = { ...managementPlace(), maxAttempts: 1 };
  const guardduty = new GuardDutyClient(place);
  const hub = new SecurityHubClient(place);
  const DetectorId = await buildDetector(managementPlace());
  const arn = "arn:aws:securityhub:us-east-1:123456789012:finding-aggregator/home";
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    "guardduty:ListFindings": () => guardduty.send(new ListFindingsCommand({ DetectorId })),
    "guardduty:GetFindings": () =>
      guardduty.send(new GetFindingsCommand({ DetectorId, FindingIds: ["an-id"] })),
    "securityhub:ListFindingAggregators": () => hub.send(new ListFindingAggregatorsCommand({})),
    "securityhub:GetFindingAggregator": () =>
      hub.send(new GetFindingAggregatorCommand({ FindingAggregatorArn: arn })),
  };
  const statuses: Record<string, unknown> = {};
  for (const [operation, call] of Object.entries(calls)) statuses[operation] = await statusOf(call());
  expect(statuses).toEqual({
    "guardduty:ListFindings": 404,
    "guardduty:GetFindings": 404,
    "securityhub:ListFindingAggregators": 404,
    "securityhub:GetFindingAggregator": 404,
  });
});

test("what moto 5.2.5 leaves out of keys' answers, which AWS always says", async () => {
  const client = new KMSClient(managementPlace());
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  await client.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 180 }));
  const described = await client.send(new DescribeKeyCommand({ KeyId }));
  expect(described.KeyMetadata?.KeyUsage).toBeUndefined();
  const rotation = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
  expect(rotation.RotationPeriodInDays).toBeUndefined();
});

/** The HTTP status of a refusal; `answered` where there was none. */
async function statusOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return "answered";
  } catch (error) {
    const response = error instanceof Error && "$response" in error ? error.$response : undefined;
    if (typeof response === "object" && response !== null && "statusCode" in response)
      return response.statusCode;
    const metadata = error instanceof Error && "$metadata" in error ? error.$metadata : undefined;
    return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
      ? metadata.httpStatusCode
      : String(error);
  }
}
