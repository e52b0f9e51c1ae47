import type { CauseDto } from "#lib/api/dto/common.ts";
import { CauseList } from "../posture/cause-list.tsx";
import styles from "./finding.module.css";

/** A finding whose inputs were not seen again is neither fixed nor confirmed. */
export function EvidenceLost({ causes }: { causes: readonly CauseDto[] }) {
  return (
    <section aria-label="Evidence lost" className={styles["lost"]}>
      <div aria-hidden className={`hatched ${styles["lostMark"]}`} />
      <div>
        <strong>Evidence lost.</strong> The last run did not see what this finding rests on. What follows is
        the last that was known: it may be fixed, and it may not.
        <div className={styles["lostCauses"]}>
          <CauseList causes={causes} />
        </div>
      </div>
    </section>
  );
}
