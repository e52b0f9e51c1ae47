import type { CSSProperties } from "react";
import type { FrameworkDto } from "#lib/api/dto/frameworks.ts";
import type { RequirementState } from "#lib/metrics/requirements.ts";
import { formatCount } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import styles from "./frameworks.module.css";
import { RequirementRow } from "./requirement-row.tsx";
import { UncoveredPanel } from "./uncovered-panel.tsx";

/** What the page can be narrowed to. */
export const requirementFilters = ["all", "fail", "unknown", "pass", "not-covered"] as const;
export type RequirementFilter = (typeof requirementFilters)[number];

function isShown(state: RequirementState, filter: RequirementFilter): boolean {
  return filter === "all" || state === filter || (filter === "pass" && state === "pass-excepted");
}

type Section = FrameworkDto["sections"][number];

function standing({ requirements }: Section): string {
  const count = (...states: RequirementState[]) =>
    requirements.filter(({ state }) => states.includes(state)).length;
  const covered = requirements.length - count("not-covered");
  return `${formatCount(count("pass", "pass-excepted"))} of ${formatCount(covered)} covered pass`;
}

/** Wide enough for the longest id of a chapter, so that titles stand in one line below each other. */
function idWidth(requirements: Section["requirements"]): CSSProperties & { "--id-width": string } {
  const longest = Math.max(...requirements.map(({ id }) => id.length));
  return { "--id-width": `${(longest * 0.48).toFixed(2)}rem` };
}

/**
 * The requirements of a framework by chapter, as far as the filter lets them through. Chapters of which nothing is
 * covered stand together at the end.
 */
export function RequirementSections({
  sections,
  filter,
  account,
}: {
  sections: FrameworkDto["sections"];
  filter: RequirementFilter;
  account: string | null;
}) {
  const shown = sections.flatMap((section) => {
    const requirements = section.requirements.filter(({ state }) => isShown(state, filter));
    return requirements.length === 0 ? [] : [{ section, requirements }];
  });
  if (shown.length === 0) return <p className={styles["none"]}>No requirement is in this state.</p>;
  const isBare = (requirements: Section["requirements"]) =>
    requirements.every(({ state }) => state === "not-covered");
  const bare = shown.filter(({ requirements }) => isBare(requirements));
  return (
    <div className={styles["sections"]}>
      {shown
        .filter(({ requirements }) => !isBare(requirements))
        .map(({ section, requirements }) => (
          <Panel
            key={section.title}
            title={section.title}
            aside={standing(section)}
            className={styles["section"]}
          >
            <ul className={styles["requirements"]} style={idWidth(requirements)}>
              {requirements.map((requirement) => (
                <RequirementRow key={requirement.id} requirement={requirement} account={account} />
              ))}
            </ul>
          </Panel>
        ))}
      {bare.length === 0 ? null : (
        <UncoveredPanel
          title={filter === "not-covered" ? "Not covered" : "Chapters without a control"}
          sections={bare.map(({ section, requirements }) => ({ title: section.title, requirements }))}
        />
      )}
    </div>
  );
}
