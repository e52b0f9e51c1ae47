import type { FrameworkDto } from "#lib/api/dto/frameworks.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./frameworks.module.css";

/** Requirements that no control answers, close together: there is nothing more to say of each. */
export function UncoveredPanel({ title, sections }: { title: string; sections: FrameworkDto["sections"] }) {
  const count = sections.reduce((sum, { requirements }) => sum + requirements.length, 0);
  return (
    <Panel
      title={title}
      className={styles["section"]}
      aside={plural(count, "requirement")}
      note="No control answers these, so nothing is known of them here: they are never counted as passed."
    >
      <div className={styles["columns"]}>
        {sections.map((section) => (
          <div key={section.title} className={styles["uncovered"]}>
            <h3 className={styles["chapter"]}>{section.title}</h3>
            <ul className={styles["requirements"]}>
              {section.requirements.map(({ id, title: asks }) => (
                <li key={id} id={id}>
                  <span className="mono">{id}</span> {asks}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Panel>
  );
}
