import type { CourseDto } from "#lib/api/dto/roadmap.ts";
import styles from "./roadmap.module.css";
import { courseChange } from "./words.ts";

/** What became of a number since the first of the last 90 days. */
export function CourseChange({ course, unit }: { course: CourseDto; unit: "share" | "seconds" | "count" }) {
  const change = courseChange(course, unit);
  if (change === null) return <span className={styles["change"]}>Nothing to compare with yet</span>;
  return (
    <span className={styles["change"]}>
      <strong className={styles[change.direction]}>{change.text}</strong>
      {change.direction === "same" ? "" : `, ${change.direction},`} since {change.since}
    </span>
  );
}
