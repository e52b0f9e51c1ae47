"use client";

import type { AttestationRowDto } from "#lib/api/dto/attestations.ts";
import { withdrawAttestation } from "#lib/api/query-options.ts";
import { ConfirmButton } from "../form/confirm-button.tsx";
import { formatDate, formatInstant } from "../format.ts";
import { AttestationStateBadge } from "../posture/state-badge.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./attestations.module.css";

/** Who said what, newest first; one that is over stays in the list. */
export function AttestationList({ attestations }: { attestations: readonly AttestationRowDto[] }) {
  return (
    <ul className={styles["list"]}>
      {attestations.map((attestation) => (
        <li key={attestation.id} className={styles["item"]}>
          <Said attestation={attestation} />
        </li>
      ))}
    </ul>
  );
}

function Said({ attestation }: { attestation: AttestationRowDto }) {
  const { id, account, met, attestedBy, statement, evidenceUrl, attestedAt, state } = attestation;
  const isPast = useAsOf() !== null;
  const current = state === "in-force" || state === "expiring";
  return (
    <>
      <div className={styles["head"]}>
        <AttestationStateBadge state={state} />
        <strong>{met ? "It is so" : "It is not so"}</strong>
        <span>
          {account === null ? (
            "in every account"
          ) : (
            <>
              in <Link href={`/accounts/${account.id}`}>{account.name}</Link>
            </>
          )}
        </span>
        {current && !isPast ? (
          <span className={`${styles["end"]} no-print`}>
            <ConfirmButton
              label="Withdraw"
              question="Withdraw it now? The control is unknown then, unless another stands."
              confirm="Withdraw"
              act={() => withdrawAttestation(id)}
            />
          </span>
        ) : null}
      </div>
      <p className={styles["statement"]}>{statement}</p>
      <div className={styles["sub"]}>
        {attestedBy} attested it on {formatDate(attestedAt)}; <Until attestation={attestation} /> Recorded by{" "}
        {attestation.recordedBy}.{" "}
        <a href={evidenceUrl} target="_blank" rel="noreferrer noopener">
          Evidence
        </a>{" "}
        <span className="mono">{evidenceUrl}</span>
      </div>
    </>
  );
}

function Until({
  attestation: { state, validUntil, withdrawnAt, withdrawnBy },
}: {
  attestation: AttestationRowDto;
}) {
  if (withdrawnAt !== null && state === "withdrawn")
    return (
      <>
        withdrawn on {formatInstant(withdrawnAt)} by {withdrawnBy}.
      </>
    );
  return (
    <>
      {state === "expired" ? "expired" : "valid until"} {formatInstant(validUntil)} (
      <Instant at={validUntil} />
      ).
    </>
  );
}
