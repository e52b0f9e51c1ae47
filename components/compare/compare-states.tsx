import type { CompareFilter } from "#lib/api/compare-filter.ts";
import type { CompareDto } from "#lib/api/dto/compare.ts";
import { formatDate, formatInstant } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";
import { compareHref, momentAt, sideText } from "./words.ts";

/** The earlier date is before the first run. */
export function NothingKnownThen({ compared, filter }: { compared: CompareDto; filter: CompareFilter }) {
  const first = compared.from.freshness.firstRunAt;
  return (
    <Panel title={`Nothing was known yet on ${sideText(compared.from)}`}>
      <p className={styles["text"]}>
        Postern knows nothing of the time before its first run, not even what was in order: everything would
        look new.{" "}
        {first === null ? null : (
          <Link href={compareHref({ ...filter, from: momentAt(first), cursor: null })}>
            Compare with the first run, of {formatDate(first)}
          </Link>
        )}
      </p>
    </Panel>
  );
}

/** Both moments rest on the same collection. */
export function SameRun({ compared: { from, to } }: { compared: CompareDto }) {
  if (from.freshness.lastRunId !== to.freshness.lastRunId || from.freshness.lastRunAt === null) return null;
  return (
    <p role="note" className={styles["note"]}>
      Nothing was collected between the two: both rest on the run of {formatInstant(from.freshness.lastRunAt)}
      . Only what people decided and what detectors reported since can differ.
    </p>
  );
}
