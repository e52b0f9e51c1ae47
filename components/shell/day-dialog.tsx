"use client";

import "@mantine/dates/styles.css";
import { CloseButton, Modal } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import { dayOf } from "#lib/api/input-fields.ts";
import { runDaysOptions } from "#lib/api/query-options.ts";
import { formatAsOf } from "../format.ts";
import { useNow } from "../time/now.tsx";
import styles from "./day-dialog.module.css";

/** Chooses a day since the first run; today stands for now. */
export function DayDialog({
  title,
  value,
  opened,
  onClose,
  onChoose,
}: {
  title: string;
  value: string;
  opened: boolean;
  onClose: () => void;
  onChoose: (day: string, isToday: boolean) => void;
}) {
  const today = dayOf(new Date(useNow()));
  const { data } = useQuery({ ...runDaysOptions(), throwOnError: false });
  const collected = new Set(data?.days);
  const first = data?.days[0];
  const choose = (chosen: string | null) => {
    onClose();
    const day = chosen ?? value;
    onChoose(day, day === today);
  };
  return (
    <Modal.Root opened={opened} onClose={onClose} size="auto">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className={styles["head"]}>
            {/* Not in Modal.Header: outside of a section that is one more banner of the page. */}
            <Modal.Title className={styles["title"] ?? ""}>{title}</Modal.Title>
            <CloseButton aria-label="Close" onClick={onClose} />
          </div>
          <DatePicker
            value={value}
            onChange={choose}
            defaultDate={value}
            minDate={first ?? today}
            maxDate={today}
            firstDayOfWeek={1}
            weekendDays={[]}
            hideOutsideDates
            ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
            getDayProps={(day) => ({
              "aria-label": `${formatAsOf(day)}${collected.has(day) ? ", collected" : ""}`,
            })}
            renderDay={(day) => (
              <span className={collected.has(day) ? styles["collected"] : undefined}>
                {Number(day.slice(8, 10))}
              </span>
            )}
          />
          <p className={styles["note"]}>
            {first === undefined
              ? "Nothing has been collected yet."
              : "A dot marks the days on which something was collected. Each is shown as it was known at its end, UTC."}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
