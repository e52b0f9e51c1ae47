import { IconArrowsSplit2 } from "@tabler/icons-react";
import type { ControlsDto } from "#lib/api/dto/controls.ts";
import { plural } from "../format.ts";
import { Link } from "../time/link.tsx";
import styles from "./disagreements.module.css";

/** How much of what the controls say Security Hub contradicts; nothing where it contradicts nothing. */
export function DisagreementsBanner({
  controls,
  disagreements,
}: Pick<ControlsDto, "controls" | "disagreements">) {
  const contradicted = controls.filter(({ id }) => (disagreements[id] ?? 0) > 0);
  const total = Object.values(disagreements).reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  return (
    <section aria-label="Security Hub disagrees" className={styles["banner"]}>
      <IconArrowsSplit2 size={18} stroke={1.8} aria-hidden />
      <div>
        <Link href="/findings?disagreement=only&status=all">
          <strong>Security Hub disagrees with {plural(total, "verdict")}</strong>
        </Link>{" "}
        of {plural(contradicted.length, "control")}:{" "}
        {contradicted.map(({ id, title }, index) => (
          <span key={id}>
            {index > 0 ? ", " : ""}
            <Link href={`/controls/${id}`}>{title}</Link> ({disagreements[id]})
          </span>
        ))}
        .
      </div>
    </section>
  );
}
