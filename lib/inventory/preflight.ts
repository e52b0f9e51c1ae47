import { z } from "zod";

/**
 * What became of one operation in one place.
 *
 * - `allowed`: AWS answered, or answered that there is none.
 * - `denied`: AWS refused.
 * - `unanswered`: no answer that tells (throttled, 5xx, cut connection, time-out).
 * - `not-probed`: it was not called; the reason is told.
 */
export const probeStates = ["allowed", "denied", "unanswered", "not-probed"] as const;
export type ProbeState = (typeof probeStates)[number];

/** Whose permission it is: the worker's own principal, or its role in every account. */
export const grantees = ["worker", "member"] as const;
export type Grantee = (typeof grantees)[number];

const accountIds = z.array(z.string());
const accountRef = z.strictObject({ id: z.string(), name: z.string() });

const policyStatement = z.strictObject({
  Sid: z.string(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
});

/** An IAM action that was denied or did not answer. */
const missingAction = z.strictObject({
  grantee: z.enum(grantees),
  action: z.string(),
  /** The operations that need it, as far as they were refused. */
  operations: z.array(z.string()),
  state: z.enum(["denied", "unanswered"]),
  /** A policy denies it by name: to allow it elsewhere does not help. */
  explicit: z.boolean(),
  /** What AWS said of the first of them. */
  message: z.string(),
  /** Where; empty for the worker's own principal. */
  accounts: accountIds,
  /** The kinds of fact and of finding that are not seen without it. */
  kinds: z.array(z.string()),
  /** The controls that are unknown without it. */
  controls: z.array(z.strictObject({ id: z.string(), title: z.string() })),
});

/** Accounts whose role could not be assumed, for the same reason. */
const closedDoor = z.strictObject({
  code: z.string(),
  message: z.string(),
  accounts: accountIds,
  /** What to look at, the likeliest first. */
  check: z.array(z.string()),
});

/** An operation that could be probed nowhere, and why. */
const notProbed = z.strictObject({
  grantee: z.enum(grantees),
  operation: z.string(),
  reasons: z.array(z.string()),
});

/** How often an operation ended in which state, over all places where it was tried. */
const operationCount = z.strictObject({
  grantee: z.enum(grantees),
  operation: z.string(),
  allowed: z.number(),
  denied: z.number(),
  unanswered: z.number(),
  notProbed: z.number(),
});

export const preflightReport = z.strictObject({
  verdict: z.strictObject({ state: z.enum(["ready", "lacking", "impossible"]), sentence: z.string() }),
  /** Who the worker is; null where AWS did not say. */
  caller: z.strictObject({ arn: z.string(), accountId: z.string() }).nullable(),
  /** Null where the Organization could not be seen. */
  organization: z.strictObject({ id: z.string(), managementAccountId: z.string() }).nullable(),
  /** Names of all ACTIVE accounts by id. */
  accounts: z.record(z.string(), z.string()),
  /** How many of them could be entered. */
  entered: z.number(),
  closedDoors: z.array(closedDoor),
  missing: z.array(missingAction),
  /** What to add to the policies of the worker's principal and of the role in every account. */
  statements: z.array(z.strictObject({ grantee: z.enum(grantees), statement: policyStatement })),
  /** Who administers which service for the Organization; null: nobody was delegated. */
  administrators: z.array(
    z.strictObject({ service: z.string(), account: accountRef.nullable(), meanwhile: z.string() }),
  ),
  /** Null where no queue is configured. */
  threatQueue: z
    .strictObject({ url: z.string(), state: z.enum(probeStates), message: z.string() })
    .nullable(),
  notProbed: z.array(notProbed),
  operations: z.array(operationCount),
});

/** What a preflight found, as it is printed, stored and shown. */
export type PreflightReport = z.infer<typeof preflightReport>;
export type MissingAction = PreflightReport["missing"][number];
