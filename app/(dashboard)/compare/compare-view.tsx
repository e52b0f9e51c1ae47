"use client";

import { useQuery } from "@tanstack/react-query";
import { ChangePicture } from "#components/compare/change-picture.tsx";
import { ChangedFindings } from "#components/compare/changed-findings.tsx";
import { ChangesByControl } from "#components/compare/changes-by-control.tsx";
import styles from "#components/compare/compare.module.css";
import { CompareBar } from "#components/compare/compare-bar.tsx";
import { NothingKnownThen, SameRun } from "#components/compare/compare-states.tsx";
import { EvidenceChanges } from "#components/compare/evidence-changes.tsx";
import { MeasureChanges } from "#components/compare/measure-changes.tsx";
import { AccountChanges, ControlChanges, TargetChanges } from "#components/compare/scope-changes.tsx";
import { nothingChanged, scopeText, sideText } from "#components/compare/words.ts";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import type { CompareFilter } from "#lib/api/compare-filter.ts";
import { compareOptions } from "#lib/api/compare-options.ts";

export function CompareView({ filter }: { filter: CompareFilter }) {
  const asOf = useAsOf();
  const { data } = useQuery(compareOptions(filter, asOf));
  if (data === undefined) return null;
  const { from, to, changes } = data;
  if (to.freshness.lastRunAt === null) return <NothingCollected freshness={to.freshness} />;
  return (
    <>
      <PageHeader
        title="What changed"
        description={`From ${sideText(from)} to ${sideText(to)}, ${scopeText(data)}`}
        freshness={to.freshness}
      />
      <CompareBar compared={data} filter={filter} />
      {changes === null ? (
        <NothingKnownThen compared={data} filter={filter} />
      ) : (
        <div className={styles["sections"]}>
          <SameRun compared={data} />
          {nothingChanged(changes) ? (
            <Panel title="Nothing changed">
              <p className={styles["text"]}>
                No finding, no evidence, no account and no control is otherwise than it was
                {changes.cameAndWent > 0 ? ", but some findings came and went in between" : ""}.
              </p>
            </Panel>
          ) : null}
          <div className={styles["halves"]}>
            <div className={styles["stack"]}>
              <ChangePicture changes={changes} />
              {filter.control === null ? <ChangesByControl changes={changes} filter={filter} /> : null}
            </div>
            <div className={styles["stack"]}>
              <MeasureChanges compared={data} changes={changes} />
              <EvidenceChanges changes={changes} compared={data} />
              <AccountChanges changes={changes.accounts} />
              <ControlChanges changes={changes.controls} />
              <TargetChanges changes={changes.targets} />
            </div>
          </div>
          <ChangedFindings compared={data} changes={changes} filter={filter} />
        </div>
      )}
    </>
  );
}
