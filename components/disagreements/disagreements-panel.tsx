import type { ControlDto } from "#lib/api/dto/controls.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import { BothSides } from "./both-sides.tsx";
import styles from "./disagreements.module.css";

/** Where Security Hub contradicts a control; nothing where it does not. */
export function DisagreementsPanel({
  disagreements,
  disagreementCount,
}: Pick<ControlDto, "disagreements" | "disagreementCount">) {
  if (disagreementCount === 0) return null;
  const more = disagreementCount - disagreements.length;
  return (
    <Panel title="Security Hub disagrees" aside={plural(disagreementCount, "resource")}>
      <ul className={styles["list"]} aria-label="Disagreements">
        {disagreements.map((each) => (
          <li key={each.uid}>
            <div className={styles["head"]}>
              <Link href={`/findings/${each.findingUid}`}>{each.resourceId}</Link>
              <span>
                <Link href={`/accounts/${each.account.id}`}>{each.account.name}</Link>, {each.region}, since{" "}
                <Instant at={each.since} />
              </span>
            </div>
            <BothSides disagreement={each} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={styles["said"]}>{plural(more, "more resource")} not shown here.</p> : null}
    </Panel>
  );
}
