import type { Metadata } from "next";
import { plural } from "#components/format.ts";
import { Panel } from "#components/posture/panel.tsx";
import styles from "#components/runbooks/runbooks.module.css";
import { PageHeader } from "#components/shell/page-header.tsx";
import { Link } from "#components/time/link.tsx";
import { NoPastNote } from "#components/time/no-past-note.tsx";
import { isRunbookId, runbooks } from "#lib/controls/runbooks.ts";
import { controlsOf } from "#lib/queries/runbooks.ts";

export const metadata: Metadata = { title: "Runbooks" };

export default function RunbooksPage() {
  return (
    <>
      <PageHeader title="Runbooks" description="What to do when it happens" />
      <NoPastNote>Runbooks have no past: this is what they say now.</NoPastNote>
      <div className={styles["list"]}>
        {Object.keys(runbooks)
          .filter(isRunbookId)
          .map((id) => (
            <Panel key={id} title={<Link href={`/runbooks/${id}`}>{runbooks[id].title}</Link>}>
              <p className={styles["summary"]}>{runbooks[id].summary}</p>
              <p className={styles["soft"]}>{plural(controlsOf(id).length, "control")} lead here</p>
            </Panel>
          ))}
      </div>
    </>
  );
}
