import { Panel } from "../posture/panel.tsx";
import styles from "./preflight.module.css";

/** Before the first preflight nothing is claimed. */
export function NoPreflight({ active }: { active: boolean }) {
  return (
    <Panel title={active ? "The first preflight is under way" : "No preflight yet"}>
      <p className={styles["text"]}>
        A preflight enters every account and tries each operation that a collection needs, once, in one
        Region. It names what is denied, what that costs, and the statement to add. Nothing is changed and no
        fact is stored.
      </p>
    </Panel>
  );
}
