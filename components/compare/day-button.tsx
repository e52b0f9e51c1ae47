"use client";

import { IconCalendar } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import styles from "./compare.module.css";

const DayDialog = dynamic(() => import("../shell/day-dialog.tsx").then(({ DayDialog }) => DayDialog), {
  ssr: false,
});

/** One of the two dates; it opens the calendar of the days on which something was collected. */
export function DayButton({
  label,
  text,
  day,
  onChoose,
}: {
  label: string;
  text: string;
  day: string;
  onChoose: (day: string, isToday: boolean) => void;
}) {
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <>
      <button type="button" aria-haspopup="dialog" className={styles["day"]} onClick={() => setOpened(true)}>
        <IconCalendar size={15} stroke={1.8} aria-hidden />
        <span>
          <span className={styles["sub"]}>{label}</span> {text}
        </span>
      </button>
      {opened === null ? null : (
        <DayDialog
          title={label}
          value={day}
          opened={opened}
          onClose={() => setOpened(false)}
          onChoose={onChoose}
        />
      )}
    </>
  );
}
