import type { Exception } from "#lib/inventory/exceptions.ts";
import type { Fact, PayloadOf } from "#lib/inventory/kinds.ts";
import { accountId, asOf, fact } from "./facts.ts";

export const hours = (count: number) => new Date(asOf.getTime() + count * 3_600_000).toISOString();

export function settings(over: Partial<PayloadOf<"postern.settings">> = {}): Fact<"postern.settings"> {
  return fact("postern.settings", "settings", {
    requiredTags: [],
    driftSlaDays: { critical: 1, high: 7, medium: 30, low: 90, informational: null },
    ...over,
  });
}

export function attestation(
  over: Partial<PayloadOf<"postern.attestation">> = {},
): Fact<"postern.attestation"> {
  const id = over.id ?? "00000000-0000-4000-8000-000000000001";
  return fact("postern.attestation", `attestation/${id}`, {
    id,
    controlId: "slr-reviewed",
    accountId: null,
    met: true,
    attestedBy: "ada",
    statement: "Reviewed.",
    evidenceUrl: "https://wiki.example.com/review",
    attestedAt: hours(-24),
    validUntil: hours(24),
    withdrawnAt: null,
    ...over,
  });
}

export function exceptionFact(
  over: Partial<Exception> & { readonly openFindings?: number } = {},
): Fact<"postern.exception"> {
  const id = over.id ?? "00000000-0000-4000-8000-000000000002";
  return fact("postern.exception", `exception/${id}`, {
    id,
    controlId: "s3-tls-only",
    scope: "account",
    target: accountId,
    reason: "Until the reader is replaced.",
    owner: "payments",
    requester: "ada",
    approver: "grace",
    startsAt: hours(-240),
    endsAt: hours(24),
    closedAt: null,
    openFindings: 0,
    ...over,
  });
}
