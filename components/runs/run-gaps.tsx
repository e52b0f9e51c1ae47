"use client";

import type { RunDto } from "#lib/api/dto/runs.ts";
import { plural } from "../format.ts";
import { CauseList } from "../posture/cause-list.tsx";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./runs.module.css";

type Gap = RunDto["gaps"][number];

const NAMED = 3;

export function RunGaps({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <Panel title="Not seen completely" aside={plural(gaps.length, "gap")}>
      {gaps.length === 0 ? (
        <span className={styles["sub"]}>Everything that was read was read completely.</span>
      ) : (
        <CauseList causes={gaps} about={({ causes }) => <Accounts gaps={causes} />} />
      )}
    </Panel>
  );
}

function Accounts({ gaps }: { gaps: readonly Gap[] }) {
  const accounts = [...new Map(gaps.map(({ account }) => [account.id, account])).values()];
  return (
    <div className={styles["whose"]}>
      {accounts.slice(0, NAMED).map(({ id, name }) => (
        <Link key={id} href={`/accounts/${id}`}>
          {name}
        </Link>
      ))}
      {accounts.length > NAMED ? <span>and {plural(accounts.length - NAMED, "more account")}</span> : null}
    </div>
  );
}
