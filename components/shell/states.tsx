"use client";

import {
  IconCloudDownload,
  IconDatabaseOff,
  IconDoorOff,
  IconLock,
  IconMoodConfuzed,
} from "@tabler/icons-react";
import Link from "next/link";
import type { ComponentType, ReactNode } from "react";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import { CollectButton } from "../runs/collect-button.tsx";
import styles from "./states.module.css";

function State({
  Icon,
  title,
  text,
  children,
}: {
  Icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  text: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={styles["state"]}>
      <div aria-hidden className={styles["icon"]}>
        <Icon size={26} stroke={1.6} />
      </div>
      <h1 className={styles["title"]}>{title}</h1>
      <p className={styles["text"]}>{text}</p>
      {children}
    </div>
  );
}

/** Before the first run there is nothing to show, and nothing is shown: no zeros, no green. */
export function NothingCollected({ freshness }: { freshness: FreshnessDto }) {
  const active = freshness.activeRunId !== null;
  return (
    <State
      Icon={IconCloudDownload}
      title={active ? "The first collection is under way" : "Nothing collected yet"}
      text={
        active
          ? "Accounts appear here as soon as the run ends. Its progress shows above and on the runs page."
          : "Postern knows nothing about this organization until its first run has read the accounts."
      }
    >
      <CollectButton freshness={freshness} size="sm" />
    </State>
  );
}

export function NotFoundState({ what = "page" }: { what?: string }) {
  return (
    <State
      Icon={IconDoorOff}
      title={`There is no such ${what}`}
      text="It may have left the organization, the address may be mistyped, or it is not yours to see."
    >
      <Link href="/">Back to the overview</Link>
    </State>
  );
}

export function ForbiddenState() {
  return (
    <State
      Icon={IconLock}
      title="This is not yours to see"
      text="Your role does not include this page. Whoever administers Postern can grant it."
    >
      <Link href="/">Back to the overview</Link>
    </State>
  );
}

export function UnavailableState({ children }: { children: ReactNode }) {
  return (
    <State
      Icon={IconDatabaseOff}
      title="The database does not answer"
      text="Nothing is lost: collection history stays where it is. This page looks again every few seconds and comes back by itself."
    >
      {children}
    </State>
  );
}

export function BrokenState({ reference, children }: { reference: string | null; children: ReactNode }) {
  return (
    <State
      Icon={IconMoodConfuzed}
      title="This page could not be made"
      text={
        reference === null
          ? "The fault is ours, not in your accounts."
          : `The fault is ours, not in your accounts. The app's log tells more under ${reference}.`
      }
    >
      {children}
    </State>
  );
}
