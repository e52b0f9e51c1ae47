import styles from "../shell/states.module.css";
import { Link } from "../time/link.tsx";

export function BadFilterState({
  message,
  href = "/findings",
  label = "Show open findings",
}: {
  message: string;
  href?: string;
  label?: string;
}) {
  return (
    <div className={styles["state"]}>
      <h1 className={styles["title"]}>This filter cannot be understood</h1>
      <p className={styles["text"]}>{message}.</p>
      <Link href={href}>{label}</Link>
    </div>
  );
}
