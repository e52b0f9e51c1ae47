"use client";

import "@mantine/dates/styles.css";
import { CloseButton, Modal } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { dayOf } from "#lib/api/input-fields.ts";
import { runDaysOptions } from "#lib/api/query-options.ts";
import { formatAsOf } from "../format.ts";
import { useAsOf, useHere } from "../time/as-of.tsx";
import { useNow } from "../time/now.tsx";
import styles from "./as-of-dialog.module.css";

/** Chooses the day that is shown: those since the first run, today being now. */
export function AsOfDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const asOf = useAsOf();
  const here = useHere();
  const today = dayOf(new Date(useNow()));
  const { data } = useQuery({ ...runDaysOptions(), throwOnError: false });
  const collected = new Set(data?.days);
  const first = data?.days[0];
  const choose = (day: string | null) => {
    onClose();
    router.push(here(day === today ? null : day));
  };
  return (
    <Modal.Root opened={opened} onClose={onClose} size="auto">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <div className={styles["head"]}>
            {/* Not in Modal.Header: outside of a section that is one more banner of the page. */}
            <Modal.Title className={styles["title"] ?? ""}>As of</Modal.Title>
            <CloseButton aria-label="Close" onClick={onClose} />
          </div>
          <DatePicker
            value={asOf?.slice(0, 10) ?? today}
            onChange={choose}
            {...(asOf === null ? {} : { defaultDate: asOf.slice(0, 10) })}
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
