import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

/** A named region of a page. */
export function Panel({
  title,
  note,
  aside,
  className,
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={[styles["panel"], className].filter(Boolean).join(" ")}>
      <div className={styles["head"]}>
        <h2 id={id} className={styles["title"]}>
          {title}
        </h2>
        {aside === undefined ? null : <div className={styles["aside"]}>{aside}</div>}
      </div>
      {note === undefined ? null : <p className={styles["note"]}>{note}</p>}
      {children}
    </section>
  );
}
