"use client";

import type { IncidentDto } from "#lib/api/dto/incidents.ts";
import { withdrawIncident } from "#lib/api/record-options.ts";
import { ConfirmButton } from "../form/confirm-button.tsx";
import { formatDuration, formatInstant } from "../format.ts";
import badges from "../posture/badges.module.css";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./incidents.module.css";

/** Those detected last come first; one that was withdrawn stays in the list. */
export function IncidentList({ incidents }: { incidents: readonly IncidentDto[] }) {
  if (incidents.length === 0) return <p className={styles["none"]}>Nobody has entered an incident.</p>;
  return (
    <ul className={styles["list"]}>
      {incidents.map((incident) => (
        <li key={incident.id} className={styles["item"]}>
          <Incident incident={incident} />
        </li>
      ))}
    </ul>
  );
}

function Incident({ incident }: { incident: IncidentDto }) {
  const { id, account, title, reason, breachStartedAt, detectedAt, withdrawnAt } = incident;
  const isPast = useAsOf() !== null;
  return (
    <>
      <div className={styles["head"]}>
        {withdrawnAt === null ? null : (
          <span className={`${badges["badge"]} ${badges["none"]}`}>Withdrawn</span>
        )}
        <strong className={withdrawnAt === null ? undefined : styles["withdrawn"]}>{title}</strong>
        <span>
          {account === null ? (
            "in the Organization"
          ) : (
            <>
              in <Link href={`/accounts/${account.id}`}>{account.name}</Link>
            </>
          )}
        </span>
        {withdrawnAt !== null || isPast ? null : (
          <span className={`${styles["end"]} no-print`}>
            <ConfirmButton
              label="Withdraw"
              question="Withdraw it now? It stays in the list and counts no more."
              confirm="Withdraw"
              act={() => withdrawIncident(id)}
            />
          </span>
        )}
      </div>
      <div>
        Detected <strong>{formatDuration(breachStartedAt, detectedAt)}</strong> after it began:{" "}
        {formatInstant(breachStartedAt)} until {formatInstant(detectedAt)}
      </div>
      <p className={styles["reason"]}>{reason}</p>
      <div className={styles["sub"]}>
        Entered by {incident.recordedBy} on {formatInstant(incident.recordedAt)}.
        {withdrawnAt === null
          ? ""
          : ` Withdrawn by ${incident.withdrawnBy} on ${formatInstant(withdrawnAt)}.`}
      </div>
    </>
  );
}
