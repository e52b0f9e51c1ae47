import Link from "next/link";
import styles from "../shell/states.module.css";

export function BadFilterState({ message }: { message: string }) {
  return (
    <div className={styles["state"]}>
      <h1 className={styles["title"]}>This filter cannot be understood</h1>
      <p className={styles["text"]}>{message}.</p>
      <Link href="/findings">Show open findings</Link>
    </div>
  );
}
