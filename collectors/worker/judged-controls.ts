import type { Control } from "#lib/controls/define.ts";
import { controls } from "#lib/controls/registry.ts";
import { type FactKind, isOwnKind } from "#lib/inventory/kinds.ts";

/**
 * When a control can be judged: with the account, after its findings, or when all detectors and all other
 * accounts have been read.
 */
type Moment = "account" | "findings" | "detectors";

const kindsOf = ({ subject, reads }: Control): readonly FactKind[] => [subject, ...reads];

const ofFindings: ReadonlySet<FactKind> = new Set(["postern.drift", "postern.exception"]);
const ofDetectors: ReadonlySet<FactKind> = new Set([
  "postern.threat",
  "postern.external-access",
  "postern.log-bucket",
]);

function momentOf(control: Control): Moment {
  const kinds = kindsOf(control);
  if (kinds.some((kind) => ofDetectors.has(kind))) return "detectors";
  return kinds.some((kind) => ofFindings.has(kind)) ? "findings" : "account";
}

/** The catalogue by when its controls are judged. */
export const controlsAt: Readonly<Record<Moment, readonly Control[]>> = {
  account: controls.filter((control) => momentOf(control) === "account"),
  findings: controls.filter((control) => momentOf(control) === "findings"),
  detectors: controls.filter((control) => momentOf(control) === "detectors"),
};

/** The kinds of collected facts that controls rest on. */
export function collectedKindsOf(of: readonly Control[]): readonly FactKind[] {
  return [...new Set(of.flatMap(kindsOf))].filter((kind) => !isOwnKind(kind)).sort();
}

/** The kinds of collected facts that at least one control of the catalogue rests on. */
export const judgedKinds = collectedKindsOf(controls);
