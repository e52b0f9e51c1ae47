import type { FrameworkRowDto } from "#lib/api/dto/frameworks.ts";
import { formatCount, formatPercent } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./frameworks.module.css";
import { RequirementBar, RequirementLegend } from "./requirement-bar.tsx";

export function FrameworksList({
  frameworks,
  account,
}: {
  frameworks: readonly FrameworkRowDto[];
  account: string | null;
}) {
  const query = account === null ? "" : `?account=${account}`;
  return (
    <div className={styles["frameworks"]}>
      {frameworks.map((framework) => (
        <Panel
          key={framework.id}
          title={<Link href={`/frameworks/${framework.id}${query}`}>{framework.title}</Link>}
          aside={<Coverage framework={framework} />}
        >
          <div className={styles["standing"]}>
            <RequirementBar states={framework.states} />
            <RequirementLegend states={framework.states} />
          </div>
        </Panel>
      ))}
    </div>
  );
}

/** How much of a framework any control answers: what is left out is not known to be met. */
export function Coverage({ framework: { covered, requirements } }: { framework: FrameworkRowDto }) {
  return (
    <>
      {formatCount(covered)} of {formatCount(requirements)} covered
      {covered === requirements ? "" : `, ${formatPercent(covered / requirements)}`}
    </>
  );
}
