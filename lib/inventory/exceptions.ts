import { z } from "zod";

/** What an exception covers: everything, a part of the Organization, one resource, or all with a tag. */
export const exceptionScopes = ["organization", "organizational-unit", "account", "resource", "tag"] as const;
export type ExceptionScope = (typeof exceptionScopes)[number];

/** No exception or attestation lasts longer. */
export const longestDays = 365;

/** An owned, reasoned, expiring acceptance. In force from `startsAt` until the earlier of `endsAt` and `closedAt`. */
export const exception = z.strictObject({
  id: z.guid(),
  controlId: z.string(),
  scope: z.enum(exceptionScopes),
  /** `o-…`, `ou-…` or `r-…`, an account id, a resource id, or `key=value`; by `scope`. */
  target: z.string(),
  reason: z.string(),
  owner: z.string(),
  requester: z.string(),
  approver: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** Ended before its time; null otherwise. */
  closedAt: z.iso.datetime().nullable(),
});
export type Exception = z.infer<typeof exception>;

/** Somebody's word for what no API tells. In force from `attestedAt` until the earlier of `validUntil` and `withdrawnAt`. */
export const attestation = z.strictObject({
  id: z.guid(),
  controlId: z.string(),
  /** Null: for every account of the Organization. */
  accountId: z.string().nullable(),
  /** Whether what the control wants was found to be so. */
  met: z.boolean(),
  attestedBy: z.string(),
  statement: z.string(),
  evidenceUrl: z.url(),
  attestedAt: z.iso.datetime(),
  validUntil: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
});
export type Attestation = z.infer<typeof attestation>;
