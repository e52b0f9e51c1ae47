import { Timeline } from "@mantine/core";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import { formatInstant } from "../format.ts";
import { severityNames } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import styles from "./finding.module.css";

type Version = FindingDto["history"][number];

const endings = { changed: "Changed", resolved: "Resolved", departed: "Left with its account" } as const;

function titleOf(version: Version, previous: Version | undefined): string {
  if (version.ended !== null && version.ended !== "changed") return endings[version.ended];
  if (previous === undefined) return "Opened";
  return previous.ended === "changed" ? "Changed" : "Reopened";
}

/** Newest first: what the finding said, from when to when. */
export function FindingHistory({ history }: { history: FindingDto["history"] }) {
  return (
    <Panel title="History">
      <Timeline bulletSize={12} lineWidth={2} active={-1}>
        {history.map((version, index) => (
          <Timeline.Item
            key={version.validFrom}
            title={<span className={styles["event"]}>{titleOf(version, history[index + 1])}</span>}
          >
            <div className={styles["moment"]}>
              <Instant at={version.validFrom} />
              {version.validTo === null ? " until now" : <> until {formatInstant(version.validTo)}</>} ·{" "}
              {severityNames[version.severity]}
            </div>
            <div className={styles["said"]}>{version.summary}</div>
          </Timeline.Item>
        ))}
      </Timeline>
    </Panel>
  );
}
