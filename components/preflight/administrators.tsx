import type { PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./preflight.module.css";

/** Who administers which service for the Organization. */
export function Administrators({ administrators }: { administrators: PreflightReportDto["administrators"] }) {
  if (administrators.length === 0) return null;
  return (
    <Panel title="Administrators">
      <dl className={styles["identity"]}>
        {administrators.map(({ service, account, meanwhile }) => (
          <div key={service} className={styles["row"]}>
            <dt>{service}</dt>
            <dd>
              {account === null ? (
                `nobody is delegated. ${meanwhile}`
              ) : (
                <Link href={`/accounts/${account.id}`}>{account.name}</Link>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
