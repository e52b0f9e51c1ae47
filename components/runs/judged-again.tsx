import { Panel } from "../posture/panel.tsx";
import styles from "./runs.module.css";

/** What a run is about that collects nothing. */
export const judgedAgain = "Judged again: an exception or attestation began or ended";

export function JudgedAgain() {
  return (
    <Panel title="Nothing was asked of AWS">
      <p className={styles["sub"]} style={{ margin: 0 }}>
        An exception or an attestation began or ended, so the accounts that it may concern were judged again
        on what the last collection had seen. How fresh the numbers are is told by that collection.
      </p>
    </Panel>
  );
}
