import type { FrameworkRowDto } from "#lib/api/dto/frameworks.ts";
import type { RequirementState } from "#lib/metrics/requirements.ts";
import { formatCount } from "../format.ts";
import styles from "./requirement-bar.module.css";

/** Worst first, as every stacked bar is drawn; what nobody judges comes last. */
const parts = [
  { state: "fail", label: "failed", className: styles["fail"] },
  { state: "unknown", label: "unknown", className: "hatched" },
  { state: "pass", label: "passed", className: styles["pass"] },
  { state: "pass-excepted", label: "passed with exceptions", className: styles["passExcepted"] },
  { state: "not-applicable", label: "not applicable", className: styles["notApplicable"] },
  { state: "not-covered", label: "not covered", className: styles["notCovered"] },
] as const satisfies readonly { state: RequirementState; label: string; className: string | undefined }[];

type States = FrameworkRowDto["states"];

function statesText(states: States): string {
  return parts
    .filter(({ state }) => states[state] > 0)
    .map(({ state, label }) => `${formatCount(states[state])} ${label}`)
    .join(", ");
}

/** How a framework's requirements stand, as one stacked bar. */
export function RequirementBar({ states }: { states: States }) {
  const text = statesText(states);
  return (
    <div role="img" aria-label={text} title={text} className={styles["bar"]} data-print-colors>
      {parts.map(({ state, className }) =>
        states[state] > 0 ? (
          <span key={state} className={className} style={{ flexGrow: states[state] }} />
        ) : null,
      )}
    </div>
  );
}

/** The same in words: all of them, or only what there is. */
export function RequirementLegend({ states, all = false }: { states: States; all?: boolean }) {
  return (
    <div className={styles["legend"]}>
      {parts
        .filter(({ state }) => all || states[state] > 0)
        .map(({ state, label, className }) => (
          <span key={state}>
            <span aria-hidden className={`${styles["swatch"]} ${className}`} data-print-colors />
            {formatCount(states[state])} {label}
          </span>
        ))}
    </div>
  );
}
