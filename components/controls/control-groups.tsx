"use client";

import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import { phaseName, pillarName } from "../labels.ts";
import {
  accountsColumn,
  controlColumn,
  severityColumn,
  stateColumn,
  tallyColumn,
} from "../posture/control-columns.tsx";
import { Panel } from "../posture/panel.tsx";
import { DataTable } from "../table/data-table.tsx";
import styles from "./controls.module.css";

export const controlGroupings = ["pillar", "phase"] as const;

const columns = [controlColumn, stateColumn, severityColumn, tallyColumn, accountsColumn];

function standing(controls: readonly ControlRowDto[]): string {
  const count = (state: ControlRowDto["state"]) => controls.filter((one) => one.state === state).length;
  const unknown = count("unknown");
  const excepted = count("pass-excepted");
  return [
    `${count("pass")} of ${controls.length} pass`,
    ...(excepted > 0 ? [`${excepted} with exceptions`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join(", ");
}

export function ControlGroups({
  controls,
  by,
}: {
  controls: readonly ControlRowDto[];
  by: (typeof controlGroupings)[number];
}) {
  const groups = Map.groupBy(controls, (control) => (by === "pillar" ? control.pillar : control.phase));
  if (controls.length === 0) return <p className={styles["none"]}>No control is in this state.</p>;
  const ordered = by === "phase" ? [...groups].toSorted(([a], [b]) => Number(a) - Number(b)) : [...groups];
  return (
    <div className={styles["groups"]}>
      {ordered.map(([key, rows]) => {
        const title = typeof key === "number" ? phaseName(key) : pillarName(key);
        return (
          <div key={key} id={String(key)} className={styles["group"]}>
            <Panel title={title} aside={standing(rows)}>
              <DataTable
                flush
                label={`Controls: ${title}`}
                columns={columns}
                rows={rows}
                rowId={(row) => row.id}
              />
            </Panel>
          </div>
        );
      })}
    </div>
  );
}
