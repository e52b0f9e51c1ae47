"use client";

import styles from "../shell/states.module.css";
import { useHere } from "./as-of.tsx";
import { LinkToNow } from "./link.tsx";

/** In the past there is nothing to enter: what is recorded begins now at the earliest. */
export function OnlyNowState({ what }: { what: string }) {
  const here = useHere();
  return (
    <div className={styles["state"]}>
      <h1 className={styles["title"]}>{what} in the present</h1>
      <p className={styles["text"]}>The past can be read, not changed.</p>
      <LinkToNow href={here(null)}>Back to now</LinkToNow>
    </div>
  );
}
