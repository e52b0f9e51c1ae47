import type { TallyDto } from "#lib/api/dto/common.ts";
import { formatCount } from "../format.ts";
import styles from "./tally-bar.module.css";

const parts = [
  { key: "failed", label: "failed", className: styles["failed"] },
  { key: "unknown", label: "unknown", className: "hatched" },
  { key: "passed", label: "passed", className: styles["passed"] },
  { key: "excepted", label: "excepted", className: styles["excepted"] },
  { key: "notApplicable", label: "not applicable", className: styles["notApplicable"] },
] as const;

export function tallyText(tally: TallyDto): string {
  const some = parts.filter(({ key }) => tally[key] > 0);
  if (some.length === 0) return "nothing judged";
  return some.map(({ key, label }) => `${formatCount(tally[key])} ${label}`).join(", ");
}

/** How the resources of a control or a pillar stand, as one stacked bar. */
export function TallyBar({ tally, counts = false }: { tally: TallyDto; counts?: boolean }) {
  const text = tallyText(tally);
  return (
    <div className={styles["wrap"]}>
      <div role="img" aria-label={text} title={text} className={styles["bar"]} data-print-colors>
        {parts.map(({ key, className }) =>
          tally[key] > 0 ? <span key={key} className={className} style={{ flexGrow: tally[key] }} /> : null,
        )}
      </div>
      {counts ? <TallyCounts tally={tally} /> : null}
    </div>
  );
}

function TallyCounts({ tally }: { tally: TallyDto }) {
  return (
    <span className={styles["counts"]} aria-hidden>
      {tally.failed > 0 ? (
        <span className={styles["failedText"]}>{formatCount(tally.failed)} failed</span>
      ) : null}
      {tally.unknown > 0 ? (
        <span className={styles["unknownText"]}>{formatCount(tally.unknown)} unknown</span>
      ) : null}
      <span>{formatCount(tally.passed)} passed</span>
      {tally.excepted > 0 ? (
        <span className={styles["exceptedText"]}>{formatCount(tally.excepted)} excepted</span>
      ) : null}
    </span>
  );
}

/** The full tally in words, for detail pages. */
export function TallyLegend({ tally }: { tally: TallyDto }) {
  return (
    <div className={styles["legend"]}>
      {parts.map(({ key, label, className }) => (
        <span key={key}>
          <span className={`${styles["swatch"]} ${className}`} data-print-colors />
          {formatCount(tally[key])} {label}
        </span>
      ))}
    </div>
  );
}
