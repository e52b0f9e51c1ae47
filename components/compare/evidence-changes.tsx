import { withAsOf } from "#lib/api/as-of.ts";
import type { ChangesDto, CompareDto, EvidenceChangesDto } from "#lib/api/dto/compare.ts";
import { formatCount, plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";

function List({ changes, asOf }: { changes: EvidenceChangesDto; asOf: string | null }) {
  const more = changes.count - changes.rows.length;
  return (
    <ul className={styles["list"]}>
      {changes.rows.map(({ account, control, causes }) => (
        <li key={`${account.id} ${control.id}`}>
          <span>
            <Link href={withAsOf(`/controls/${control.id}`, asOf)}>{control.title}</Link> in{" "}
            <Link href={withAsOf(`/accounts/${account.id}`, asOf)}>{account.name}</Link>
          </span>
          <span className={styles["sub"]}>
            {causes[0] === undefined
              ? "No cause is recorded."
              : `${causes[0].action ?? causes[0].kind}, ${causes[0].region}: ${causes[0].message}`}
            {causes.length > 1 ? ` And ${plural(causes.length - 1, "more place")}.` : ""}
          </span>
        </li>
      ))}
      {more > 0 ? <li className={styles["sub"]}>And {formatCount(more)} more.</li> : null}
    </ul>
  );
}

/** What was known and no longer is: neither better nor worse, but unknown; and the reverse. */
export function EvidenceChanges({ changes, compared }: { changes: ChangesDto; compared: CompareDto }) {
  const { evidenceLost, evidenceRegained } = changes;
  return (
    <>
      <Panel
        title="Evidence lost"
        aside={plural(evidenceLost.count, "verdict")}
        note="Decided at the first date, unknown at the second: nothing here counts as fixed."
      >
        {evidenceLost.count === 0 ? (
          <p className={styles["text"]}>Every verdict of the first date could be given again.</p>
        ) : (
          <List changes={evidenceLost} asOf={compared.to.asOf} />
        )}
      </Panel>
      {evidenceRegained.count === 0 ? null : (
        <Panel
          title="Evidence regained"
          aside={plural(evidenceRegained.count, "verdict")}
          note="Unknown at the first date, for the reason below, and decided at the second."
        >
          <List changes={evidenceRegained} asOf={compared.from.asOf} />
        </Panel>
      )}
    </>
  );
}
