import type { ChangeKind } from "#lib/api/compare-filter.ts";
import type { ChangesDto } from "#lib/api/dto/compare.ts";
import type { Severity } from "#lib/inventory/findings.ts";
import { formatCount, plural } from "../format.ts";
import { severitiesFromWorst, severityNames } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./picture.module.css";
import { better, changeWords, countsOf, worse } from "./words.ts";

/** Findings that are open no more to the left, those that are open since to the right, a line for each severity. */
export function ChangePicture({ changes }: { changes: ChangesDto }) {
  const { bySeverity, cameAndWent } = changes;
  const sum = (kinds: readonly ChangeKind[], severity: Severity) =>
    kinds.reduce((total, kind) => total + bySeverity[kind][severity], 0);
  const most = Math.max(
    1,
    ...severitiesFromWorst.flatMap((severity) => [sum(better, severity), sum(worse, severity)]),
  );
  return (
    <Panel
      title="Findings"
      note={cameAndWent === 0 ? undefined : `${plural(cameAndWent, "finding")} came and went in between.`}
    >
      <div className={styles["heads"]}>
        <span />
        <span>Fewer open</span>
        <span>More open</span>
      </div>
      <ul className={styles["rows"]}>
        {severitiesFromWorst.map((severity) => (
          <li key={severity} className={styles["row"]}>
            <span>{severityNames[severity]}</span>
            <Half kinds={better} counts={bySeverity} severity={severity} most={most} />
            <Half kinds={worse} counts={bySeverity} severity={severity} most={most} />
          </li>
        ))}
      </ul>
      <Legend changes={changes} />
    </Panel>
  );
}

function Half({
  kinds,
  counts,
  severity,
  most,
}: {
  kinds: readonly ChangeKind[];
  counts: ChangesDto["bySeverity"];
  severity: Severity;
  most: number;
}) {
  const total = kinds.reduce((sum, kind) => sum + counts[kind][severity], 0);
  const text = kinds
    .filter((kind) => counts[kind][severity] > 0)
    .map((kind) => `${formatCount(counts[kind][severity])} ${changeWords[kind].name.toLowerCase()}`)
    .join(", ");
  return (
    <span className={kinds === better ? styles["left"] : styles["right"]} title={text}>
      <span className={styles["number"]} aria-hidden>
        {total === 0 ? "" : formatCount(total)}
      </span>
      <span className="visually-hidden">{text === "" ? "none" : text}</span>
      {kinds.map((kind) =>
        counts[kind][severity] === 0 ? null : (
          <span
            key={kind}
            data-print-colors
            className={`${styles["bar"]} ${styles[kind]}`}
            style={{ width: `${(counts[kind][severity] / most) * 80}%` }}
          />
        ),
      )}
    </span>
  );
}

function Legend({ changes }: { changes: ChangesDto }) {
  const counts = countsOf(changes);
  return (
    <ul className={styles["legend"]}>
      {[...worse, ...better].map((kind) => (
        <li key={kind} title={changeWords[kind].meaning}>
          <span className={`${styles["swatch"]} ${styles[kind]}`} data-print-colors />
          {formatCount(counts[kind])} {changeWords[kind].name.toLowerCase()}
        </li>
      ))}
    </ul>
  );
}
