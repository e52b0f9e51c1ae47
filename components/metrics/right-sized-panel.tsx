import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { PrincipalDto } from "#lib/api/dto/metrics.ts";
import { formatCount, plural } from "../format.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./metrics.module.css";

type RightSized = NonNullable<PrincipalDto["rightSized"]>;

const shownRemoved = 200;

/** The policy a principal could do with: to read, to copy, to keep as a file. */
export function RightSizedPanel({
  name,
  rightSized,
  undecided,
}: Pick<PrincipalDto, "name" | "rightSized" | "undecided">) {
  return (
    <Panel
      title="Right-sized policy"
      note="What its policies would say if they allowed no more than it used within 90 days. Its boundary and service control policies go on limiting it."
      className={styles["full"]}
    >
      {rightSized === null ? (
        <p className={styles["sub"]}>No policy can be proposed. {undecided}</p>
      ) : (
        <Proposed name={name} rightSized={rightSized} />
      )}
    </Panel>
  );
}

function Proposed({ name, rightSized }: { name: string; rightSized: RightSized }) {
  const { documents, removed, removedPrivileged, notes, blindSpots } = rightSized;
  const more = removed.length - shownRemoved;
  return (
    <div className={styles["grid"]}>
      <div className={`${styles["two"]} ${styles["policy"]}`}>
        {documents.length === 0 ? (
          <p className={styles["sub"]}>It used nothing that would have to stay: no policy is left.</p>
        ) : null}
        {documents.map((text, index) => {
          const title = documents.length === 1 ? "Policy" : `Policy ${index + 1} of ${documents.length}`;
          const file = `${name}-right-sized${documents.length === 1 ? "" : `-${index + 1}`}.json`;
          return (
            <div key={title}>
              <CodeBlock label={title} code={text} />
              <Button
                component="a"
                size="xs"
                variant="default"
                mt={6}
                className="no-print"
                leftSection={<IconDownload size={15} aria-hidden />}
                href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
                download={file}
              >
                Download {file}
              </Button>
            </div>
          );
        })}
      </div>
      <div className={styles["third"]}>
        <h3 className={styles["subtitle"]}>What it removes</h3>
        <p className={styles["sub"]}>
          {plural(removed.length, "action")}, {formatCount(removedPrivileged)} of them privileged.
        </p>
        {removed.length === 0 ? null : (
          <details>
            <summary className={styles["sub"]}>By name, privileged ones first</summary>
            <p className={`mono ${styles["wrap"]}`}>
              {removed.slice(0, shownRemoved).join(", ")}
              {more > 0 ? ` and ${formatCount(more)} more` : ""}
            </p>
          </details>
        )}
        <Notes title="Before you use it" notes={notes} />
        <Notes title="What it rests on does not tell" notes={blindSpots} />
        <p className={styles["sub"]}>
          The Sids say why a statement stays: Used, KeptUseNotTracked, KeptPassRole and KeptDeny.
        </p>
      </div>
    </div>
  );
}

function Notes({ title, notes }: { title: string; notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3 className={styles["subtitle"]}>{title}</h3>
      <ul className={styles["plain"]}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
