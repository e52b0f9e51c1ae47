import type { RequirementDto } from "#lib/api/dto/frameworks.ts";
import { plural } from "../format.ts";
import { StateBadge } from "../posture/state-badge.tsx";
import { TallyBar } from "../posture/tally-bar.tsx";
import { Link } from "../time/link.tsx";
import styles from "./frameworks.module.css";

/** One requirement, the controls that answer it, and where they fail. */
export function RequirementRow({
  requirement,
  account,
}: {
  requirement: RequirementDto;
  account: string | null;
}) {
  const { id, title, state, controls, missing } = requirement;
  return (
    <li id={id} className={styles["requirement"]}>
      <span className={`mono ${styles["id"]}`}>{id}</span>
      <span className={styles["what"]}>{title}</span>
      <StateBadge state={state} />
      {controls.length === 0 ? null : (
        <ul className={styles["answers"]}>
          {controls.map((control) => (
            <Answer key={control.id} control={control} account={account} />
          ))}
        </ul>
      )}
      {missing.length > 0 ? (
        <p className={styles["missing"]}>Needs controls to come: {missing.join(", ")}.</p>
      ) : null}
    </li>
  );
}

function Answer({
  control,
  account,
}: {
  control: RequirementDto["controls"][number];
  account: string | null;
}) {
  const { id, title, ours, tally } = control;
  const findings = new URLSearchParams({ control: id, ...(account === null ? {} : { account }) });
  return (
    <li className={styles["answer"]}>
      <span>
        <Link href={`/controls/${id}`} className={styles["control"]}>
          {title}
        </Link>
        {ours ? <span className={styles["ours"]}>our reading</span> : null}
      </span>
      {tally === null ? (
        <span className={styles["soft"]}>not judged yet</span>
      ) : (
        <TallyBar tally={tally} counts />
      )}
      <span className={styles["findings"]}>
        {tally === null || tally.failed === 0 ? null : (
          <Link href={`/findings?${findings}`}>{plural(tally.failed, "finding")}</Link>
        )}
      </span>
    </li>
  );
}
