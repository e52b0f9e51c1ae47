import Link from "next/link";
import type { RunDto } from "#lib/api/dto/runs.ts";
import { plural } from "../format.ts";
import { CauseLine } from "../posture/cause-list.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./runs.module.css";

export function RunGaps({ gaps }: { gaps: RunDto["gaps"] }) {
  return (
    <Panel title="Not seen completely" aside={plural(gaps.length, "gap")}>
      {gaps.length === 0 ? (
        <span className={styles["sub"]}>Everything that was read was read completely.</span>
      ) : (
        <ul className={styles["gaps"]}>
          {gaps.map((gap) => (
            <li key={`${gap.account.id}|${gap.region}|${gap.kind}|${gap.action}`}>
              <span aria-hidden className={`hatched ${styles["swatch"]}`} />
              <div>
                <Link href={`/accounts/${gap.account.id}`}>{gap.account.name}</Link>
                <CauseLine cause={gap} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
