"use client";

import { useQuery } from "@tanstack/react-query";
import styles from "#components/controls/controls.module.css";
import { Mappings } from "#components/controls/mappings.tsx";
import { Remediation } from "#components/controls/remediation.tsx";
import { SecondOpinion } from "#components/disagreements/second-opinion.tsx";
import { EvidenceLost } from "#components/findings/evidence-lost.tsx";
import { EvidencePanel } from "#components/findings/evidence-panel.tsx";
import { HeldByException, RequestException } from "#components/findings/finding-exception.tsx";
import { FindingFacts } from "#components/findings/finding-facts.tsx";
import { FindingHistory } from "#components/findings/finding-history.tsx";
import { RawFact } from "#components/findings/raw-fact.tsx";
import { SinceThen } from "#components/findings/since-then.tsx";
import { findingTitle } from "#components/findings/words.ts";
import { Panel } from "#components/posture/panel.tsx";
import { RunbookLink } from "#components/runbooks/runbook-link.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { findingOptions } from "#lib/api/query-options.ts";

export function FindingView({ uid }: { uid: string }) {
  const asOf = useAsOf();
  const { data } = useQuery(findingOptions(uid, asOf));
  if (data === undefined) return null;
  const { finding, fact, control, drift, evidenceLost, exception, secondOpinion, since, history } = data;
  return (
    <>
      <PageHeader
        title={findingTitle(finding)}
        parent={{ href: "/findings", label: "Findings" }}
        freshness={data.freshness}
        actions={
          finding.status === "open" && control !== null && asOf === null ? (
            <RequestException finding={finding.uid} />
          ) : undefined
        }
      />
      {since === null ? null : <SinceThen since={since} />}
      <FindingFacts finding={finding} drift={drift} />
      {exception === null ? null : <HeldByException exception={exception} />}
      {evidenceLost.length > 0 ? <EvidenceLost causes={evidenceLost} /> : null}
      <div className={styles["layout"]}>
        <div className={styles["stack"]}>
          <EvidencePanel evidence={finding.evidence} />
          {secondOpinion === null ? null : <SecondOpinion opinion={secondOpinion} finding={finding} />}
          {control === null ? null : (
            <Remediation remediation={control.remediation} title="How to fix this one" />
          )}
          {fact === null ? null : <RawFact fact={fact} evidence={finding.evidence} />}
        </div>
        <div className={styles["stack"]}>
          {control === null ? null : (
            <Panel
              title="Why it matters"
              aside={<Link href={`/controls/${control.id}`}>{control.title}</Link>}
            >
              <p className={styles["prose"]}>{control.rationale}</p>
              <RunbookLink id={control.runbook} />
            </Panel>
          )}
          <FindingHistory history={history} />
          {control === null ? null : <Mappings mappings={control.mappings} />}
        </div>
      </div>
    </>
  );
}
