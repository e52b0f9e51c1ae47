import { z } from "zod";
import { MalformedAnswer } from "#collectors/runtime/decode.ts";
import { sightThreat } from "#collectors/services/guardduty/decode-threat.ts";
import { sightSecurityHubFinding } from "#collectors/services/security-hub/decode-finding.ts";
import type { Sighting } from "#lib/inventory/findings.ts";

/** May be missing; the SDK's types want the key all the same, which a transform keeps. */
const text = z
  .string()
  .optional()
  .transform((value) => value);

/** What an EventBridge rule puts into a queue: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const envelope = z.object({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
});

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html: keys begin in lower case there. */
const threat = z.object({
  AccountId: text,
  Region: text,
  Partition: text,
  Id: text,
  Arn: text,
  Type: text,
  Title: text,
  Description: text,
  Severity: z
    .number()
    .optional()
    .transform((value) => value),
  CreatedAt: text,
  UpdatedAt: text,
  SchemaVersion: text,
  Resource: z
    .object({
      ResourceType: text,
      InstanceDetails: z.object({ InstanceId: text }).optional(),
      AccessKeyDetails: z.object({ UserName: text }).optional(),
      S3BucketDetails: z.array(z.object({ Arn: text, Name: text })).optional(),
    })
    .optional()
    .transform((value) => value),
  Service: z
    .object({
      Archived: z.boolean().optional(),
      EventFirstSeen: text,
      ResourceRole: text,
      Action: z.object({ ActionType: text }).optional(),
      AdditionalInfo: z.object({ Value: text }).optional(),
    })
    .optional(),
});

const severity = z.enum(["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"]);

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-types.html: ASFF as the API has it. */
const imported = z.object({
  findings: z.array(
    z.object({
      SchemaVersion: text,
      Id: text,
      ProductArn: text,
      ProductName: text,
      GeneratorId: text,
      AwsAccountId: text,
      Region: text,
      Types: z.array(z.string()).optional(),
      Title: text,
      Description: text,
      CreatedAt: text,
      UpdatedAt: text,
      FirstObservedAt: text,
      RecordState: z.enum(["ACTIVE", "ARCHIVED"]).optional(),
      Severity: z.object({ Label: severity.optional() }).optional(),
      Workflow: z
        .object({ Status: z.enum(["NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"]).optional() })
        .optional(),
      Compliance: z
        .object({
          Status: z.enum(["PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"]).optional(),
          SecurityControlId: text,
        })
        .optional(),
      Resources: z
        .array(z.object({ Id: text, Type: text, Region: text }))
        .optional()
        .transform((value) => value),
      Remediation: z.object({ Recommendation: z.object({ Url: text }).optional() }).optional(),
    }),
  ),
});

/**
 * What one message of the queue says of findings; nothing for events of other kinds.
 *
 * @throws Malformed, naming the field.
 */
export function decodeEvent(body: string): readonly Sighting[] {
  const { source, "detail-type": type, detail } = parse(envelope, readJson(body), "Event");
  if (source === "aws.guardduty" && type === "GuardDuty Finding")
    return [sightThreat(parse(threat, capitalized(detail), "Event.detail"))];
  if (source === "aws.securityhub" && type === "Security Hub Findings - Imported")
    return parse(imported, detail, "Event.detail").findings.map(sightSecurityHubFinding);
  return [];
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new MalformedAnswer("a message of the queue", "is not JSON");
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MalformedAnswer(
    [where, ...(issue?.path ?? [])].join("."),
    issue?.message ?? "is not as documented",
  );
}

/** The same with every key beginning in upper case, as the API names them. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      capitalized(inner),
    ]),
  );
}
