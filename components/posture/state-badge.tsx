import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconClock,
  IconClockPause,
  IconHistory,
  IconHourglassLow,
  IconLoader2,
  IconMinus,
  IconShieldCheck,
  IconX,
} from "@tabler/icons-react";
import type { AttestationRowDto } from "#lib/api/dto/attestations.ts";
import type { ExceptionStateDto } from "#lib/api/dto/exceptions.ts";
import type { FindingRowDto } from "#lib/api/dto/findings.ts";
import type { RunStateDto } from "#lib/api/dto/runs.ts";
import type { RequirementState } from "#lib/metrics/requirements.ts";
import styles from "./badges.module.css";

function HatchedSwatch() {
  return <span aria-hidden className={`hatched ${styles["swatch"]}`} />;
}

const verdicts = {
  pass: { text: "Pass", tone: "pass", Icon: IconCheck },
  fail: { text: "Fail", tone: "fail", Icon: IconX },
  unknown: { text: "Unknown", tone: "unknown", Icon: HatchedSwatch },
  "no-data": { text: "No data", tone: "none", Icon: IconCircleDashed },
  "pass-excepted": { text: "Pass with exceptions", tone: "excepted", Icon: IconShieldCheck },
  "not-covered": { text: "Not covered", tone: "none", Icon: IconCircleDashed },
  "not-applicable": { text: "Not applicable", tone: "none", Icon: IconMinus },
} as const;

export type VerdictState = RequirementState | "no-data";

/** Pass, fail, or one of the states that are neither. */
export function StateBadge({ state }: { state: VerdictState }) {
  const { text, tone, Icon } = verdicts[state];
  return (
    <span className={`${styles["badge"]} ${styles[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

const runs = {
  queued: { text: "Queued", tone: "none", Icon: IconClock },
  running: { text: "Running", tone: "running", Icon: IconLoader2 },
  complete: { text: "Complete", tone: "pass", Icon: IconCheck },
  partial: { text: "Partial", tone: "warn", Icon: IconAlertTriangle },
  failed: { text: "Failed", tone: "fail", Icon: IconX },
  cancelled: { text: "Cancelled", tone: "none", Icon: IconBan },
} as const;

export function RunStateBadge({ state }: { state: RunStateDto }) {
  const { text, tone, Icon } = runs[state];
  return (
    <span className={`${styles["badge"]} ${styles[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

const exceptions = {
  scheduled: { text: "To come", tone: "none", Icon: IconClock },
  "in-force": { text: "In force", tone: "excepted", Icon: IconClockPause },
  expiring: { text: "Expiring", tone: "warn", Icon: IconHourglassLow },
  over: { text: "Over", tone: "none", Icon: IconCheck },
  revoked: { text: "Revoked", tone: "none", Icon: IconBan },
} as const;

export function ExceptionStateBadge({ state }: { state: ExceptionStateDto }) {
  const { text, tone, Icon } = exceptions[state];
  return (
    <span className={`${styles["badge"]} ${styles[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

const attestations = {
  "in-force": { text: "In force", tone: "pass", Icon: IconCheck },
  expiring: { text: "Expiring", tone: "warn", Icon: IconHourglassLow },
  replaced: { text: "Replaced", tone: "none", Icon: IconHistory },
  expired: { text: "Expired", tone: "unknown", Icon: HatchedSwatch },
  withdrawn: { text: "Withdrawn", tone: "none", Icon: IconBan },
} as const;

export function AttestationStateBadge({ state }: { state: AttestationRowDto["state"] }) {
  const { text, tone, Icon } = attestations[state];
  return (
    <span className={`${styles["badge"]} ${styles[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

const findings = {
  open: { text: "Open", tone: "fail", Icon: IconAlertTriangle },
  excepted: { text: "Excepted", tone: "excepted", Icon: IconClockPause },
  resolved: { text: "Resolved", tone: "pass", Icon: IconCheck },
} as const;

export function FindingStatusBadge({ status }: { status: FindingRowDto["status"] }) {
  const { text, tone, Icon } = findings[status];
  return (
    <span className={`${styles["badge"]} ${styles[tone]}`}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}
