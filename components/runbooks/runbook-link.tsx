import { IconLifebuoy } from "@tabler/icons-react";
import { isRunbookId, runbooks } from "#lib/controls/runbooks.ts";
import { Link } from "../time/link.tsx";
import styles from "./runbooks.module.css";

/** From a control or a finding to what to do when somebody is using it. */
export function RunbookLink({ id }: { id: string | null }) {
  if (id === null || !isRunbookId(id)) return null;
  return (
    <p className={styles["link"]}>
      <IconLifebuoy size={16} stroke={1.7} aria-hidden />
      <span>
        If it was used: runbook <Link href={`/runbooks/${id}`}>{runbooks[id].title}</Link>
      </span>
    </p>
  );
}
