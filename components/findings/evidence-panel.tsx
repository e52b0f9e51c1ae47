import type { Evidence } from "#lib/inventory/findings.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./finding.module.css";
import { jsonLines } from "./json-lines.ts";

/** The values that decided, each with its place in the fact it was read from. */
export function EvidencePanel({ evidence }: { evidence: Evidence }) {
  return (
    <Panel title="Evidence">
      <p className={styles["summary"]}>{evidence.summary}</p>
      {evidence.fragments.map(({ label, place, value }) => (
        <div key={`${place}|${label}`} className={styles["fragment"]}>
          <h3>
            {label} <code>{place}</code>
          </h3>
          <CodeBlock
            label={label}
            code={jsonLines(value)
              .map(({ text }) => text)
              .join("\n")}
          />
        </div>
      ))}
    </Panel>
  );
}
