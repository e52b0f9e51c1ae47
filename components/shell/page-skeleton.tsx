import { Skeleton } from "@mantine/core";
import styles from "./page-skeleton.module.css";

/** The shape of a page while it is being read: tiles for a summary, lines for a table. */
export function PageSkeleton({ tiles = 0, lines = 0 }: { tiles?: number; lines?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={24} width={200} mb={8} />
      <Skeleton height={14} width={280} mb={20} />
      <div className={styles["tiles"]}>
        {Array.from({ length: tiles }, (_, index) => index).map((tile) => (
          <Skeleton key={tile} height={tiles > 3 ? 300 : 140} radius={10} />
        ))}
      </div>
      {Array.from({ length: lines }, (_, index) => index).map((line) => (
        <Skeleton key={line} height={30} mb={8} />
      ))}
    </div>
  );
}
