import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, fact, region } from "./facts.ts";

export const home = "us-east-1";
export const topicArn = `arn:aws:sns:${home}:${accountId}:alerts`;

export function eventRule(
  pattern: object | string | null,
  over: Partial<PayloadOf<"events.rule">> = {},
  where: string = home,
): Fact<"events.rule"> {
  const name = over.name ?? "alert";
  const arn = `arn:aws:events:${where}:${accountId}:rule/${name}`;
  const payload = {
    arn,
    name,
    state: "ENABLED",
    eventPattern: pattern === null || typeof pattern === "string" ? pattern : JSON.stringify(pattern),
    scheduleExpression: null,
    managedBy: null,
    targetArns: [topicArn],
    ...over,
  };
  return fact("events.rule", arn, payload, where);
}

export function trail(over: Partial<PayloadOf<"cloudtrail.trail">> = {}): Fact<"cloudtrail.trail"> {
  const arn = over.arn ?? `arn:aws:cloudtrail:${region}:${accountId}:trail/main`;
  return fact("cloudtrail.trail", arn, {
    arn,
    name: "main",
    multiRegion: true,
    organization: false,
    logging: true,
    logFileValidation: true,
    kmsKeyArn: null,
    bucketName: "logs",
    logGroupArn: null,
    managementEvents: { read: "all", write: "all", excludedSources: [] },
    s3DataEvents: { read: "none", write: "none" },
    ...over,
  });
}
