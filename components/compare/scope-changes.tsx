import type { AccountChangeDto, ControlChangeDto, TargetChangeDto } from "#lib/api/dto/compare.ts";
import { formatDate, formatMetric, plural } from "../format.ts";
import { metricWords } from "../metrics/words.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";

function accountText({ what, from, to }: AccountChangeDto): string {
  if (what === "joined") return `joined ${to}`;
  if (what === "left") return `left ${from}`;
  return what === "moved" ? `moved from ${from} to ${to}` : `was called ${from}`;
}

export function AccountChanges({ changes }: { changes: readonly AccountChangeDto[] }) {
  return (
    <Panel title="Accounts" aside={plural(changes.length, "change")}>
      {changes.length === 0 ? (
        <p className={styles["text"]}>The same accounts, in the same units.</p>
      ) : (
        <ul className={styles["list"]}>
          {changes.map((change) => (
            <li key={`${change.account.id} ${change.what}`}>
              <span>
                {change.what === "left" ? (
                  change.account.name
                ) : (
                  <Link href={`/accounts/${change.account.id}`}>{change.account.name}</Link>
                )}{" "}
                {accountText(change)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Controls that judge otherwise: findings may differ though nothing changed in AWS. */
export function ControlChanges({ changes }: { changes: readonly ControlChangeDto[] }) {
  return (
    <Panel title="Controls" aside={plural(changes.length, "change")}>
      {changes.length === 0 ? (
        <p className={styles["text"]}>The same controls, in the same versions.</p>
      ) : (
        <ul className={styles["list"]}>
          {changes.map(({ id, title, version, added, at }) => (
            <li key={`${id} ${version}`}>
              <span>
                <Link href={`/controls/${id}`}>{title}</Link>{" "}
                {added ? "judges" : `judges in version ${version}`} since {formatDate(at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

export function TargetChanges({ changes }: { changes: readonly TargetChangeDto[] }) {
  if (changes.length === 0) return null;
  return (
    <Panel title="Targets" aside={plural(changes.length, "change")}>
      <ul className={styles["list"]}>
        {changes.map(({ metric, from, to }) => (
          <li key={metric}>
            <span>
              {metricWords[metric].name}: {formatMetric(metric, from)} → {formatMetric(metric, to)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
