import type { Token } from "marked";
import { Panel } from "../posture/panel.tsx";
import { anchorOf } from "./links.ts";
import styles from "./runbooks.module.css";

/** The chapters of a runbook: in an incident nobody scrolls. */
export function RunbookContents({ tokens }: { tokens: readonly Token[] }) {
  const chapters = tokens.flatMap((token) =>
    token.type === "heading" && "depth" in token && token.depth === 2 && "text" in token
      ? [String(token.text)]
      : [],
  );
  return (
    <Panel title="On this page" className="no-print">
      <nav aria-label="Chapters">
        <ol className={styles["contents"]}>
          {chapters.map((chapter) => (
            <li key={chapter}>
              <a href={`#${anchorOf(chapter)}`}>{chapter}</a>
            </li>
          ))}
        </ol>
      </nav>
    </Panel>
  );
}
