import type { AccountRowDto } from "#lib/api/dto/accounts.ts";
import { formatCount } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { ScoreBar } from "../posture/score-bar.tsx";
import { Link } from "../time/link.tsx";
import styles from "./overview.module.css";

function standing(account: AccountRowDto): string {
  const { critical, high } = account.openFindings;
  const unknown = account.unknownControls > 0 ? ` · ${formatCount(account.unknownControls)} unknown` : "";
  return `${formatCount(critical)} critical · ${formatCount(high)} high · ${formatCount(account.failedControls)} failing${unknown}`;
}

export function WorstAccountsPanel({ accounts }: { accounts: readonly AccountRowDto[] }) {
  return (
    <Panel
      title="Worst accounts"
      aside={<Link href="/accounts">All accounts</Link>}
      className={styles["third"]}
    >
      <ul className={styles["rows"]}>
        {accounts.map((account) => (
          <li key={account.id}>
            <Link href={`/accounts/${account.id}`} className={`${styles["rowLink"]} ${styles["accountRow"]}`}>
              <span className="truncate">
                {account.name}
                <br />
                <span className={styles["sub"]}>{standing(account)}</span>
              </span>
              <ScoreBar score={account.score} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
