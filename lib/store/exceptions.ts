import type { Attestation, Exception, ExceptionScope } from "#lib/inventory/exceptions.ts";
import type { Attestation as AttestationRow, Exception as ExceptionRow } from "./generated/client.ts";
import type { Pool } from "./pool.ts";
import { prismaOn } from "./prisma.ts";

/** Prisma names an enum's members by what TypeScript allows; the database and we write `organizational-unit`. */
const scopeNames = {
  organization: "organization",
  organizational_unit: "organizational-unit",
  account: "account",
  resource: "resource",
  tag: "tag",
} as const satisfies Record<ExceptionRow["scope"], ExceptionScope>;

const scopeMembers = {
  organization: "organization",
  "organizational-unit": "organizational_unit",
  account: "account",
  resource: "resource",
  tag: "tag",
} as const satisfies Record<ExceptionScope, ExceptionRow["scope"]>;

export type NewException = Omit<Exception, "id" | "closedAt">;
export type NewAttestation = Omit<Attestation, "id" | "withdrawnAt" | "attestedAt">;

/** Who wrote a record, and when: the database refuses one that begins before. */
export interface Recording {
  readonly by: string;
  readonly at: Date;
}

function decodeException(row: ExceptionRow): Exception {
  const { id, controlId, target, reason, owner, requester, approver } = row;
  return {
    id,
    controlId,
    scope: scopeNames[row.scope],
    target,
    reason,
    owner,
    requester,
    approver,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

function decodeAttestation(row: AttestationRow): Attestation {
  const { id, controlId, accountId, met, attestedBy, statement, evidenceUrl } = row;
  return {
    id,
    controlId,
    accountId,
    met,
    attestedBy,
    statement,
    evidenceUrl,
    attestedAt: row.attestedAt.toISOString(),
    validUntil: row.validUntil.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}

/** Records an exception. What it covers changes with the next judgement at or after its start. */
export async function grantException(
  pool: Pool,
  { scope, startsAt, endsAt, ...rest }: NewException,
  recording: Recording,
): Promise<Exception> {
  const row = await prismaOn(pool).exception.create({
    data: {
      ...rest,
      scope: scopeMembers[scope],
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      createdAt: recording.at,
      recordedBy: recording.by,
    },
  });
  return decodeException(row);
}

/** Ends an exception before its time; false where it is over already or there is none. */
export async function revokeException(pool: Pool, id: string, { by, at }: Recording): Promise<boolean> {
  const { count } = await prismaOn(pool).exception.updateMany({
    where: { id, closedAt: null, endsAt: { gt: at } },
    data: { closedAt: at, closedBy: by },
  });
  return count > 0;
}

/** The exceptions in force at an instant. */
export async function listExceptionsInForce(pool: Pool, at: Date): Promise<readonly Exception[]> {
  const found = await prismaOn(pool).exception.findMany({
    where: {
      startsAt: { lte: at },
      endsAt: { gt: at },
      OR: [{ closedAt: null }, { closedAt: { gt: at } }],
    },
    orderBy: { id: "asc" },
  });
  return found.map(decodeException);
}

/** Records somebody's word, from this instant on. */
export async function recordAttestation(
  pool: Pool,
  { validUntil, ...rest }: NewAttestation,
  recording: Recording,
): Promise<Attestation> {
  const row = await prismaOn(pool).attestation.create({
    data: {
      ...rest,
      validUntil: new Date(validUntil),
      attestedAt: recording.at,
      createdAt: recording.at,
      recordedBy: recording.by,
    },
  });
  return decodeAttestation(row);
}

/** Takes an attestation back; false where it is over already or there is none. */
export async function withdrawAttestation(pool: Pool, id: string, { by, at }: Recording): Promise<boolean> {
  const { count } = await prismaOn(pool).attestation.updateMany({
    where: { id, withdrawnAt: null, validUntil: { gt: at } },
    data: { withdrawnAt: at, withdrawnBy: by },
  });
  return count > 0;
}

/** The attestations in force at an instant. */
export async function listAttestationsInForce(pool: Pool, at: Date): Promise<readonly Attestation[]> {
  const found = await prismaOn(pool).attestation.findMany({
    where: {
      attestedAt: { lte: at },
      validUntil: { gt: at },
      OR: [{ withdrawnAt: null }, { withdrawnAt: { gt: at } }],
    },
    orderBy: { id: "asc" },
  });
  return found.map(decodeAttestation);
}
