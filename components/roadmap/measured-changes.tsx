import type { TrendMarkDto } from "#lib/api/dto/common.ts";
import { changeText } from "../change-text.ts";
import { formatDate } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./roadmap.module.css";

/** The marks that bear on scores: targets leave them as they are. */
export function scoreMarksOf(marks: readonly TrendMarkDto[]): readonly TrendMarkDto[] {
  return marks.flatMap(({ day, changes }) => {
    const own = changes.filter(({ kind }) => kind !== "target");
    return own.length === 0 ? [] : [{ day, changes: own }];
  });
}

/** Why numbers of two days are not of the same things: the dotted lines of the phases' trends in words. */
export function MeasuredChanges({ marks }: { marks: readonly TrendMarkDto[] }) {
  if (marks.length === 0) return null;
  return (
    <Panel
      title="What is measured changed"
      note="The dotted lines above: numbers on both sides are not of the same things."
    >
      <ul className={styles["marks"]}>
        {marks.toReversed().map(({ day, changes }) => (
          <li key={day}>
            {formatDate(day)}: {changes.map(changeText).join(", ")}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
