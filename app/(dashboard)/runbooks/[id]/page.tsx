import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Markdown } from "#components/runbooks/markdown.tsx";
import { RunbookContents } from "#components/runbooks/runbook-contents.tsx";
import { RunbookControls } from "#components/runbooks/runbook-controls.tsx";
import styles from "#components/runbooks/runbooks.module.css";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NoPastNote } from "#components/time/no-past-note.tsx";
import { isRunbookId, runbooks } from "#lib/controls/runbooks.ts";
import { controlsOf, readRunbook } from "#lib/queries/runbooks.ts";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { id } = await params;
  return { title: isRunbookId(id) ? runbooks[id].title : "Runbook" };
}

/** Needs no database: in an incident the text has to be there. */
export default async function RunbookPage({ params }: { params: Params }) {
  const { id } = await params;
  if (!isRunbookId(id)) notFound();
  const tokens = await readRunbook(id);
  return (
    <>
      <PageHeader
        title={runbooks[id].title}
        description={runbooks[id].summary}
        parent={{ href: "/runbooks", label: "Runbooks" }}
      />
      <NoPastNote>Runbooks have no past: this is what they say now.</NoPastNote>
      <div className={styles["page"]}>
        <div className={styles["main"]}>
          <Markdown tokens={tokens} />
          <RunbookControls controls={controlsOf(id)} />
        </div>
        <div className={styles["side"]}>
          <RunbookContents tokens={tokens} />
        </div>
      </div>
    </>
  );
}
