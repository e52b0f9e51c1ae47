"use client";

import { useRouter } from "next/navigation";
import { dayOf } from "#lib/api/input-fields.ts";
import { useAsOf, useHere } from "../time/as-of.tsx";
import { useNow } from "../time/now.tsx";
import { DayDialog } from "./day-dialog.tsx";

/** Chooses the day that is shown: those since the first run, today being now. */
export function AsOfDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const router = useRouter();
  const asOf = useAsOf();
  const here = useHere();
  const today = dayOf(new Date(useNow()));
  return (
    <DayDialog
      title="As of"
      value={asOf?.slice(0, 10) ?? today}
      opened={opened}
      onClose={onClose}
      onChoose={(day, isToday) => router.push(here(isToday ? null : day))}
    />
  );
}
