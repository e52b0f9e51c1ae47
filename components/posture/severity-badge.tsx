import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconChevronDown,
  IconCircleChevronUpFilled,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { Severity } from "#lib/inventory/findings.ts";
import { severityNames } from "../labels.ts";
import styles from "./badges.module.css";

const icons = {
  critical: IconAlertOctagonFilled,
  high: IconAlertTriangleFilled,
  medium: IconCircleChevronUpFilled,
  low: IconChevronDown,
  informational: IconInfoCircle,
} as const;

export function SeverityBadge({ severity }: { severity: Severity }) {
  const Icon = icons[severity];
  return (
    <span className={`${styles["badge"]} ${styles[severity]}`}>
      <Icon aria-hidden />
      {severityNames[severity]}
    </span>
  );
}
