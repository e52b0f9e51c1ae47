"use client";

import { type ReactNode, useState } from "react";
import type { CauseDto } from "#lib/api/dto/common.ts";
import { plural } from "../format.ts";
import { type CauseGroup, groupCauses } from "./cause-groups.ts";
import styles from "./cause-list.module.css";

const SHOWN = 8;

const states: Readonly<Record<string, string>> = {
  partial: "read in part",
  "not-collected": "not collected",
};

export function causeState(state: string): string {
  return states[state] ?? state;
}

/** What was not seen, why, and which action is missing; what AWS said of it on request. */
export function CauseList<C extends CauseDto>({
  causes,
  about,
  shown = SHOWN,
}: {
  causes: readonly C[];
  /** What else to say of a group: whose it is. */
  about?: (group: CauseGroup<C>) => ReactNode;
  shown?: number;
}) {
  const [all, setAll] = useState(false);
  const groups = groupCauses(causes);
  const rest = groups.length - shown;
  return (
    <>
      <ul className={styles["list"]}>
        {(all ? groups : groups.slice(0, shown)).map((group) => (
          <li key={group.key} className={styles["item"]}>
            <span aria-hidden className={`hatched ${styles["swatch"]}`} data-print-colors />
            <div>
              <CauseLine group={group} />
              {about?.(group)}
            </div>
          </li>
        ))}
      </ul>
      {rest > 0 && !all ? (
        <button type="button" className={styles["more"]} onClick={() => setAll(true)}>
          Show {plural(rest, "more cause")}
        </button>
      ) : null}
    </>
  );
}

function CauseLine({ group: { causes, where } }: { group: CauseGroup<CauseDto> }) {
  const [cause] = causes;
  const text = `${causeState(cause.state)} · ${cause.kind} ${where}`;
  if (cause.action === null)
    return (
      <>
        {text}
        <div className={styles["detail"]}>{cause.message}</div>
      </>
    );
  return (
    <details className={styles["details"]}>
      <summary>
        <code className={styles["action"]}>{cause.action}</code> {text}
      </summary>
      <div className={styles["detail"]}>{cause.message}</div>
    </details>
  );
}
