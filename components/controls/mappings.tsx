import type { MappingDto } from "#lib/api/dto/common.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./controls.module.css";

/** The framework requirements a control answers; our own readings are told apart from published ones. */
export function Mappings({ mappings }: { mappings: readonly MappingDto[] }) {
  const frameworks = Map.groupBy(mappings, ({ frameworkTitle }) => frameworkTitle);
  return (
    <Panel title="Mappings">
      <dl className={styles["mappings"]}>
        {[...frameworks].map(([title, own]) => (
          <div key={title} style={{ display: "contents" }}>
            <dt>{title}</dt>
            <dd>
              {own.map(({ requirement, ours }) => (
                <span
                  key={requirement}
                  className={`${styles["requirement"]} ${ours ? styles["ours"] : ""}`}
                  title={ours ? "Our own reading" : "Published mapping"}
                >
                  {requirement}
                  <span className="visually-hidden">{ours ? " (our reading)" : " (published)"}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles["small"]}>Filled: published by AWS or CIS. Outlined: our own reading.</p>
    </Panel>
  );
}
