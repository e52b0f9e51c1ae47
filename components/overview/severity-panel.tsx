import type { Severity } from "#lib/inventory/findings.ts";
import { formatCount } from "../format.ts";
import { severitiesFromWorst } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { SeverityBadge } from "../posture/severity-badge.tsx";
import { Link } from "../time/link.tsx";
import styles from "./overview.module.css";

export function SeverityPanel({ counts }: { counts: Readonly<Record<Severity, number>> }) {
  const most = Math.max(1, ...Object.values(counts));
  return (
    <Panel
      title="Open findings"
      aside={<Link href="/findings">All findings</Link>}
      className={styles["findings"]}
    >
      <ul className={styles["rows"]}>
        {severitiesFromWorst.map((severity) => (
          <li key={severity}>
            <Link
              href={`/findings?severity=${severity}`}
              className={`${styles["rowLink"]} ${styles["severityRow"]}`}
            >
              <SeverityBadge severity={severity} />
              <span
                aria-hidden
                data-print-colors
                className={styles["severityBar"]}
                style={{
                  width: `${(counts[severity] / most) * 100}%`,
                  background: `var(--${severity}-fill)`,
                }}
              />
              <span className={`${styles["count"]} num`}>
                {formatCount(counts[severity])}
                <span className="visually-hidden"> open findings</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
