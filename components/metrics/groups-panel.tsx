import type { GroupDto } from "#lib/api/dto/metrics.ts";
import { formatCount, plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { reasonLabel, reasonWhy } from "./thing-words.ts";
import { type AddressOf, listFilters } from "./use-metric-filter.ts";

function byReason(groups: readonly GroupDto[], standing: GroupDto["standing"]): [string, number][] {
  const counts = new Map<string, number>();
  for (const group of groups)
    if (group.standing === standing && group.reason !== null)
      counts.set(group.reason, (counts.get(group.reason) ?? 0) + group.count);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** What is not in the number, and why. */
export function GroupsPanel({ groups, addressOf }: { groups: readonly GroupDto[]; addressOf: AddressOf }) {
  const lists = [
    ["unknown", "Unknown: it could not be seen", byReason(groups, "unknown")],
    ["excluded", "Left out on purpose", byReason(groups, "excluded")],
  ] as const;
  const left = lists.reduce((sum, [, , list]) => sum + list.reduce((all, [, count]) => all + count, 0), 0);
  return (
    <Panel title="Not in the number" aside={plural(left, "thing")} className={styles["half"]}>
      {lists.map(([standing, title, list]) => (
        <section key={standing} aria-label={title} className={styles["group"]}>
          <h3 className={styles["subtitle"]}>{title}</h3>
          {list.length === 0 ? (
            <p className={styles["sub"]}>Nothing.</p>
          ) : (
            <ul className={styles["plain"]}>
              {list.map(([reason, count]) => (
                <li key={reason}>
                  <Link href={`${addressOf({ ...listFilters, standing, reason })}#things`}>
                    {formatCount(count)} {reasonLabel(reason).toLowerCase()}
                  </Link>
                  <span className={styles["sub"]}> {reasonWhy(reason)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </Panel>
  );
}
