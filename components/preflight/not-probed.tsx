import type { PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./preflight.module.css";

/** What could be tried nowhere, and why: nothing is claimed of it. */
export function NotProbed({ operations }: { operations: PreflightReportDto["notProbed"] }) {
  if (operations.length === 0) return null;
  const byReason = Map.groupBy(operations, ({ reasons }) => reasons.join(" "));
  return (
    <Panel title="Not probed" aside={plural(operations.length, "operation")}>
      <dl className={styles["reasons"]}>
        {[...byReason].map(([reason, each]) => (
          <div key={reason}>
            <dt>{reason}</dt>
            <dd>{each.map(({ operation }) => operation).join(", ")}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
