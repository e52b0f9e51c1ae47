import { z } from "zod";
import type { CoverageCause, CoverageState } from "#lib/inventory/coverage.ts";
import { iamAction } from "./iam-action.ts";

const denied = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "InvalidAccessException",
  "UnauthorizedOperation",
  "AuthFailure",
  "AuthorizationError",
  "AuthorizationErrorException",
  "OptInRequired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "ExpiredToken",
  "ExpiredTokenException",
  "SignatureDoesNotMatch",
  "CredentialsProviderError",
]);

const throttled = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "TooManyRequestsException",
  "SlowDown",
  "BandwidthLimitExceeded",
  "LimitExceededException",
]);

const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);

const awsError = z.object({
  name: z.string(),
  message: z.string().catch(""),
  code: z.string().optional().catch(undefined),
  /** Set on errors that AWS itself modelled or named. */
  $fault: z.string().optional().catch(undefined),
  /** Set by the SDK on every error that came after an answer. */
  $response: z.unknown().optional(),
  $metadata: z
    .object({
      attempts: z.number().optional().catch(undefined),
      httpStatusCode: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** Stands for an operation that a read called without declaring it: a bug of the collector, not of AWS. */
export class UndeclaredOperation extends Error {
  override readonly name = "UndeclaredOperation";
  constructor(operation: string) {
    super(`The collector called ${operation}, which its read does not declare. Add it to "operations".`);
  }
}

/** A read that took longer than its deadline. */
export class DeadlineExceeded extends Error {
  override readonly name = "Deadline";
  constructor(seconds: number) {
    super(`The read was given up after ${seconds} s.`);
  }
}

/** The run was cancelled: nothing of the interrupted read is recorded. */
export class RunCancelled extends Error {
  override readonly name = "RunCancelled";
  constructor() {
    super("The run was cancelled.");
  }
}

/** A read that another read's failure made impossible; it takes over that one's coverage. */
export class NeededMissing extends Error {
  override readonly name = "NeededMissing";
  readonly failure: ReadFailure;
  constructor(kind: string, failure: ReadFailure) {
    super(`${kind} was not seen: ${failure.cause.message}`);
    this.failure = failure;
  }
}

export interface ReadFailure {
  readonly state: Exclude<CoverageState, "complete" | "partial">;
  readonly cause: CoverageCause;
}

/** The error code AWS gave, or the error's own name. */
export function codeOf(error: unknown): string {
  const parsed = awsError.safeParse(error);
  return parsed.success ? parsed.data.name : "Unknown";
}

/** How often the SDK tried before it gave up; 1 when it does not say. */
export function attemptsOf(error: unknown): number {
  const parsed = awsError.safeParse(error);
  return parsed.success ? (parsed.data.$metadata?.attempts ?? 1) : 1;
}

/**
 * What an error during `operation` means for coverage; the cause names the IAM action that allows it. Never
 * throws; an unknown error is `failed`.
 */
export function classify(error: unknown, operation: string): ReadFailure {
  if (error instanceof NeededMissing) return error.failure;
  const action = iamAction(operation);
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    const field = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.message}`;
    return failure("failed", "Malformed", action, `AWS answered something unexpected: ${field}`);
  }
  const parsed = awsError.safeParse(error);
  if (!parsed.success) return failure("failed", "Unknown", action, String(error));
  const { name, message, code, $metadata, $fault, $response } = parsed.data;
  if (denied.has(name)) return failure("denied", name, action, message);
  if (throttled.has(name) || $metadata?.httpStatusCode === 429)
    return failure("throttled", name, action, message);
  if (name === "Deadline") return failure("failed", "Deadline", action, message);
  if ((code !== undefined && unreachable.has(code)) || name === "TimeoutError")
    return failure("failed", "Unreachable", action, message || (code ?? name));
  if ($fault === undefined && $response !== undefined)
    return failure(
      "failed",
      "Malformed",
      action,
      `AWS answered what cannot be read: ${withoutHint(message)}`,
    );
  return failure("failed", name, action, message);
}

/** The SDK adds advice for programmers to the message of an answer that it could not read. */
function withoutHint(message: string): string {
  return message.replace(/\s*Deserialization error: to see the raw response.*$/s, "");
}

function failure(state: ReadFailure["state"], code: string, action: string, message: string): ReadFailure {
  return { state, cause: { code, action, message: message.slice(0, 1_000) } };
}
