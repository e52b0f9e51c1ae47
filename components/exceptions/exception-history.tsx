import { Timeline } from "@mantine/core";
import type { ExceptionDto } from "#lib/api/dto/exceptions.ts";
import { formatInstant } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Instant } from "../time/instant.tsx";
import styles from "./exceptions.module.css";

interface Event {
  readonly title: string;
  readonly at: string;
  readonly text: string;
}

function eventsOf(exception: ExceptionDto["exception"]): Event[] {
  const { recordedAt, recordedBy, requester, approver, startsAt, endsAt, revokedAt, revokedBy, state } =
    exception;
  const recorded = {
    title: "Recorded",
    at: recordedAt,
    text: `by ${recordedBy}: ${requester} asked, ${approver} approved`,
  };
  const began = { title: "Began", at: startsAt, text: "Its findings count as excepted from here on." };
  const started = revokedAt === null ? state !== "scheduled" : revokedAt >= startsAt;
  if (revokedAt !== null) {
    const revoked = {
      title: "Revoked",
      at: revokedAt,
      text: `by ${revokedBy ?? "somebody"}, before its end`,
    };
    return [revoked, ...(started ? [began] : []), recorded];
  }
  const ended = { title: "Ended", at: endsAt, text: "By itself: what was still there counts as open again." };
  return [...(state === "over" ? [ended] : []), ...(started ? [began] : []), recorded];
}

/** What became of it, newest first. */
export function ExceptionHistory({ exception }: { exception: ExceptionDto["exception"] }) {
  return (
    <Panel title="History">
      <Timeline bulletSize={12} lineWidth={2} active={-1}>
        {eventsOf(exception).map(({ title, at, text }) => (
          <Timeline.Item key={title} title={<span className={styles["event"]}>{title}</span>}>
            <div className={styles["sub"]}>
              {formatInstant(at)} (<Instant at={at} />)
            </div>
            <div className={styles["said"]}>{text}</div>
          </Timeline.Item>
        ))}
      </Timeline>
    </Panel>
  );
}
