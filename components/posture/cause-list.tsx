import type { CauseDto } from "#lib/api/dto/common.ts";
import styles from "./cause-list.module.css";

const states: Readonly<Record<string, string>> = {
  denied: "denied",
  throttled: "throttled",
  partial: "read in part",
  failed: "failed",
  stale: "stale",
  "not-collected": "not collected",
};

export function causeState(state: string): string {
  return states[state] ?? state;
}

/** The sentence of a cause that is not clear from its parts: what was not seen, and which action is missing. */
export function CauseLine({ cause, detail }: { cause: CauseDto; detail?: string }) {
  return (
    <div>
      <div>
        {cause.action === null ? null : (
          <>
            <code className={styles["action"]}>{cause.action}</code>{" "}
          </>
        )}
        {causeState(cause.state)} · {cause.kind}
        {cause.region === "global" || cause.region === "" ? null : ` in ${cause.region}`}
      </div>
      <div className={styles["detail"]}>{detail ?? cause.message}</div>
    </div>
  );
}

export function CauseList({ causes }: { causes: readonly CauseDto[] }) {
  return (
    <ul className={styles["list"]}>
      {causes.map((cause) => (
        <li
          key={`${cause.region}|${cause.kind}|${cause.state}|${cause.action}|${cause.message}`}
          className={styles["item"]}
        >
          <span aria-hidden className={`hatched ${styles["swatch"]}`} />
          <CauseLine cause={cause} />
        </li>
      ))}
    </ul>
  );
}
