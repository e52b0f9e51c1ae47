import { Timeline } from "@mantine/core";
import type { FindingDto } from "#lib/api/dto/findings.ts";
import { formatInstant } from "../format.ts";
import { severityNames } from "../labels.ts";
import { Panel } from "../posture/panel.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Instant } from "../time/instant.tsx";
import { Link } from "../time/link.tsx";
import styles from "./finding.module.css";

type Version = FindingDto["history"][number];

const endings = { changed: "Changed", resolved: "Resolved", departed: "Left with its account" } as const;

function titleOf(version: Version, previous: Version | undefined): string {
  if (version.ended !== null && version.ended !== "changed") return endings[version.ended];
  if (previous === undefined) return version.exceptionId === null ? "Opened" : "Opened, excepted";
  if (previous.ended !== "changed") return version.exceptionId === null ? "Reopened" : "Reopened, excepted";
  if (previous.exceptionId === version.exceptionId) return "Changed";
  if (version.exceptionId === null) return "Open again: its exception ended";
  return previous.exceptionId === null ? "Excepted" : "Held by another exception";
}

/** Newest first: what the finding said, from when to when. */
export function FindingHistory({ history }: { history: FindingDto["history"] }) {
  const isPast = useAsOf() !== null;
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
              {version.validTo === null ? (
                isPast ? (
                  " until then"
                ) : (
                  " until now"
                )
              ) : (
                <> until {formatInstant(version.validTo)}</>
              )}{" "}
              · {severityNames[version.severity]}
              {version.exceptionId === null ? null : (
                <>
                  {" · "}
                  <Link href={`/exceptions/${version.exceptionId}`}>exception</Link>
                </>
              )}
            </div>
            <div className={styles["said"]}>{version.summary}</div>
          </Timeline.Item>
        ))}
      </Timeline>
    </Panel>
  );
}
