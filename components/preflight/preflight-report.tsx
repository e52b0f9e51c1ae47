"use client";

import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import type { PreflightDto, PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import { Administrators } from "./administrators.tsx";
import { ClosedDoors } from "./closed-doors.tsx";
import { MissingActions } from "./missing-actions.tsx";
import { MissingStatements } from "./missing-statements.tsx";
import { NotProbed } from "./not-probed.tsx";
import styles from "./preflight.module.css";

const tones = {
  ready: { tone: "ready", Icon: IconCheck },
  lacking: { tone: "lacking", Icon: IconAlertTriangle },
  impossible: { tone: "impossible", Icon: IconX },
} as const;

type Last = NonNullable<PreflightDto["last"]>;

/** The last preflight: its verdict, what is missing and what to add. */
export function PreflightReport({ preflight }: { preflight: Last }) {
  const { report, error } = preflight;
  return (
    <div className={styles["stack"]}>
      <Panel
        title="Verdict"
        aside={
          <>
            Preflight {preflight.id} by {preflight.requestedBy}, <Instant at={preflight.finishedAt} />
          </>
        }
      >
        {error === null ? null : (
          <p role="alert" className={styles["error"]}>
            {error}
          </p>
        )}
        {report === null ? null : <Verdict report={report} />}
        {preflight.stale ? (
          <p role="status" className={styles["text"]}>
            That was more than a day ago: permissions may have changed since.
          </p>
        ) : null}
      </Panel>
      {report === null ? null : (
        <>
          <ClosedDoors doors={report.closedDoors} />
          <MissingActions missing={report.missing} />
          <MissingStatements statements={report.statements} />
          <div className={styles["columns"]}>
            <Administrators administrators={report.administrators} />
            <NotProbed operations={report.notProbed} />
          </div>
        </>
      )}
    </div>
  );
}

function Verdict({ report }: { report: PreflightReportDto }) {
  const { verdict, caller, organization, accounts, entered, threatQueue } = report;
  const { tone, Icon } = tones[verdict.state];
  return (
    <>
      <p className={`${styles["verdict"]} ${styles[tone]}`}>
        <Icon size={18} stroke={2} aria-hidden />
        <span>{verdict.sentence}</span>
      </p>
      {caller === null ? null : (
        <dl className={styles["identity"]}>
          <dt>Worker</dt>
          <dd>{caller.arn}</dd>
          <dt>Organization</dt>
          <dd>
            {organization === null
              ? "not seen"
              : `${organization.id}, managed by account ${organization.managementAccountId}`}
          </dd>
          <dt>Accounts</dt>
          <dd>
            {entered} of {plural(accounts, "account")} entered
          </dd>
          {threatQueue === null ? null : (
            <>
              <dt>Queue of findings</dt>
              <dd>
                {threatQueue.state === "allowed"
                  ? "can be read"
                  : `${threatQueue.url} cannot be read: ${threatQueue.message}`}
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}
