"use client";

import "@mantine/dates/styles.css";
import { DateInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { z } from "zod";

/** A day of the UTC calendar, typed or picked; one outside the bounds can be typed, and is then named as wrong. */
export function DayInput({
  value,
  onChange,
  from,
  until,
  ...rest
}: {
  label: string;
  description: string;
  error: string | undefined;
  value: string;
  onChange: (day: string) => void;
  /** The first and the last day that can be picked. */
  from: string;
  until: string;
}) {
  return (
    <DateInput
      {...rest}
      required
      value={value === "" ? null : value}
      onChange={(day) => onChange(day ?? "")}
      clearable
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      dateParser={(typed) => (z.iso.date().safeParse(typed.trim()).success ? typed.trim() : null)}
      excludeDate={(day) => day < from || day > until}
      clearButtonProps={{ "aria-label": `Clear ${rest.label.toLowerCase()}` }}
      leftSection={<IconCalendar size={16} aria-hidden />}
    />
  );
}
