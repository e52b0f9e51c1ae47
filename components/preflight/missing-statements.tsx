"use client";

import type { PreflightReportDto } from "#lib/api/dto/preflight.ts";
import { CodeBlock } from "../posture/code-block.tsx";
import { Panel } from "../posture/panel.tsx";
import styles from "./preflight.module.css";

const targets = [
  { grantee: "worker", title: "Add to the worker's own policy" },
  { grantee: "member", title: "Add to the role in every account" },
] as const;

/** What to add to which policy, ready to copy. */
export function MissingStatements({ statements }: { statements: PreflightReportDto["statements"] }) {
  return targets.map(({ grantee, title }) => {
    const own = statements.filter((each) => each.grantee === grantee).map(({ statement }) => statement);
    if (own.length === 0) return null;
    return (
      <Panel key={grantee} title={title} note={<Note grantee={grantee} />}>
        <div className={styles["stack"]}>
          {own.map((statement) => (
            <CodeBlock
              key={statement.Sid}
              label={`statement ${statement.Sid} for the ${grantee === "worker" ? "worker" : "role"}`}
              code={JSON.stringify(statement, null, 2)}
            />
          ))}
        </div>
      </Panel>
    );
  });
}

function Note({ grantee }: { grantee: "worker" | "member" }) {
  return grantee === "worker" ? (
    <>
      The whole of it is in <code>deploy/policy.json</code>.
    </>
  ) : (
    <>
      After an upgrade it is simpler to update the stack with <code>deploy/member-role.yaml</code>.
    </>
  );
}
