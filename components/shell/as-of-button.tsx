"use client";

import { IconCalendarTime } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { formatAsOf } from "../format.ts";
import { useAsOf } from "../time/as-of.tsx";
import styles from "./as-of-button.module.css";

const AsOfDialog = dynamic(() => import("./as-of-dialog.tsx").then(({ AsOfDialog }) => AsOfDialog), {
  ssr: false,
});

/** Says which moment is shown, and leads to another. The calendar is loaded at the first time it is wanted. */
export function AsOfButton() {
  const asOf = useAsOf();
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className={`${styles["button"]} ${asOf === null ? "" : styles["past"]}`}
        onClick={() => setOpened(true)}
      >
        <IconCalendarTime size={16} stroke={1.8} aria-hidden />
        <span>As of {asOf === null ? "now" : formatAsOf(asOf)}</span>
      </button>
      {opened === null ? null : <AsOfDialog opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
