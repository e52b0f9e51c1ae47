"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconClockPause } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { CompareLink } from "#components/compare/compare-link.tsx";
import { ControlAccounts } from "#components/controls/control-accounts.tsx";
import styles from "#components/controls/controls.module.css";
import { Mappings } from "#components/controls/mappings.tsx";
import { Remediation } from "#components/controls/remediation.tsx";
import { DisagreementsPanel } from "#components/disagreements/disagreements-panel.tsx";
import { phaseName, pillarName } from "#components/labels.ts";
import { Panel } from "#components/posture/panel.tsx";
import { SeverityBadge } from "#components/posture/severity-badge.tsx";
import { StateBadge } from "#components/posture/state-badge.tsx";
import { TallyBar, TallyLegend } from "#components/posture/tally-bar.tsx";
import { RunbookLink } from "#components/runbooks/runbook-link.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { controlOptions } from "#lib/api/query-options.ts";

export function ControlView({ id }: { id: string }) {
  const asOf = useAsOf();
  const { data } = useQuery(controlOptions(id, asOf));
  if (data === undefined) return null;
  const { control, accounts } = data;
  return (
    <>
      <PageHeader
        title={control.title}
        parent={{ href: "/controls", label: "Controls" }}
        freshness={data.freshness}
        actions={
          <>
            <CompareLink of={{ control: control.id }} />
            <Button
              size="xs"
              variant="default"
              component={Link}
              href={`/exceptions?control=${control.id}&state=all`}
              leftSection={<IconClockPause size={15} aria-hidden />}
            >
              Exceptions
            </Button>
            <Button
              size="xs"
              component={Link}
              href={`/findings?control=${control.id}`}
              leftSection={<IconAlertTriangle size={15} aria-hidden />}
            >
              Findings of this control
            </Button>
          </>
        }
      />
      <div className={styles["badges"]}>
        <StateBadge state={control.state} />
        <SeverityBadge severity={control.severity} />
        <span>{pillarName(control.pillar)}</span>
        <span>{phaseName(control.phase)}</span>
        <code>{control.id}</code>
        <span>version {control.version}</span>
      </div>
      <div className={styles["layout"]}>
        <div className={styles["stack"]}>
          <Panel title="How it stands">
            <div className={styles["tally"]}>
              <TallyBar tally={control.tally} />
              <TallyLegend tally={control.tally} />
            </div>
          </Panel>
          <DisagreementsPanel disagreements={data.disagreements} disagreementCount={data.disagreementCount} />
          <ControlAccounts accounts={accounts} control={control.id} />
        </div>
        <div className={styles["stack"]}>
          <Panel title="Why it matters">
            <p className={styles["prose"]}>{control.rationale}</p>
            <p className={styles["small"]}>
              Judges each <code>{control.subject}</code>
              {control.reads.length > 0 ? ` and reads ${control.reads.join(", ")}` : ""}.
            </p>
            <RunbookLink id={control.runbook} />
            {control.reads.includes("postern.attestation") ? (
              <p className={styles["small"]}>
                No API tells it: it is decided by{" "}
                <Link href={`/attestations#${control.id}`}>attestations</Link>.
              </p>
            ) : null}
          </Panel>
          <Remediation remediation={control.remediation} template />
          <Mappings mappings={control.mappings} />
        </div>
      </div>
    </>
  );
}
