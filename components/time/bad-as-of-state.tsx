"use client";

import styles from "../shell/states.module.css";
import { useHere } from "./as-of.tsx";
import { LinkToNow } from "./link.tsx";

/** The address asks for a moment that cannot be shown. */
export function BadAsOfState({ message }: { message: string }) {
  const here = useHere();
  return (
    <div className={styles["state"]}>
      <h1 className={styles["title"]}>This moment cannot be shown</h1>
      <p className={styles["text"]}>{message}.</p>
      <LinkToNow href={here(null)}>Show the present</LinkToNow>
    </div>
  );
}
