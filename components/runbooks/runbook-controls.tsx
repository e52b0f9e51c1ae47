"use client";

import { useQuery } from "@tanstack/react-query";
import { controlsOptions } from "#lib/api/query-options.ts";
import { formatCount } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./runbooks.module.css";

/** Which controls lead to a runbook, with what fails now as soon as that can be told: the text never waits for it. */
export function RunbookControls({
  controls,
}: {
  controls: readonly { readonly id: string; readonly title: string }[];
}) {
  const asOf = useAsOf();
  const { data } = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  const failed = new Map(data?.controls.map(({ id, tally }) => [id, tally.failed]));
  return (
    <Panel title="Controls that lead here" aside={formatCount(controls.length)}>
      <ul className={styles["controls"]}>
        {controls.map(({ id, title }) => {
          const count = failed.get(id) ?? 0;
          return (
            <li key={id}>
              <Link href={`/controls/${id}`}>{title}</Link>
              {count === 0 ? null : (
                <Link href={`/findings?control=${id}`} className={styles["failed"]}>
                  {formatCount(count)} failed
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
