import type { PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Places } from "./places.tsx";
import styles from "./preflight.module.css";

/** Accounts whose role cannot be assumed, and what to look at. */
export function ClosedDoors({ doors }: { doors: PreflightReportDto["closedDoors"] }) {
  if (doors.length === 0) return null;
  const count = doors.reduce((sum, { accounts }) => sum + accounts.count, 0);
  return (
    <Panel title="Cannot be entered" aside={plural(count, "account")}>
      {doors.map(({ code, message, accounts, check }) => (
        <div key={`${code} ${message}`} className={styles["door"]}>
          <Places places={accounts} />
          <p className={styles["text"]}>Look at</p>
          <ol className={styles["list"]}>
            {check.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          <p className={styles["sub"]}>
            {code}: {message}
          </p>
        </div>
      ))}
    </Panel>
  );
}
