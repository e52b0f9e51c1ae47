"use client";

import {
  IconCloudDownload,
  IconDatabaseOff,
  IconDoorOff,
  IconHistoryOff,
  IconLock,
  IconMoodConfuzed,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType, ReactNode } from "react";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import { overviewOptions } from "#lib/api/query-options.ts";
import { formatAsOf } from "../format.ts";
import { CollectButton } from "../runs/collect-button.tsx";
import { useAsOf, useHere } from "../time/as-of.tsx";
import { Link, LinkToNow } from "../time/link.tsx";
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
  if (freshness.isPast) return <NothingKnown first={freshness.firstRunAt} />;
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

/** A moment before the first run. */
function NothingKnown({ first }: { first: string | null }) {
  const here = useHere();
  const day = first?.slice(0, 10);
  return (
    <State
      Icon={IconHistoryOff}
      title="Nothing was known yet on that day"
      text="Postern knows nothing of the time before its first run, not even what was in order."
    >
      {day === undefined ? (
        <LinkToNow href={here(null)}>Back to now</LinkToNow>
      ) : (
        <LinkToNow href={here(day)}>See {formatAsOf(day)}, the first day that is known</LinkToNow>
      )}
    </State>
  );
}

/** What an address of the past leads to may have come later, or to an end before. */
export function NotFoundState() {
  const asOf = useAsOf();
  const { data } = useQuery({ ...overviewOptions(asOf), enabled: asOf !== null, throwOnError: false });
  if (asOf === null) return <NoSuchState />;
  if (data?.freshness.lastRunAt === null) return <NothingKnown first={data.freshness.firstRunAt} />;
  return <NoSuchThenState asOf={asOf} />;
}

function NoSuchThenState({ asOf }: { asOf: string }) {
  const here = useHere();
  return (
    <State
      Icon={IconDoorOff}
      title={`There was no such page as of ${formatAsOf(asOf)}`}
      text="It may have come later or have left before, the address may be mistyped, or it is not yours to see."
    >
      <LinkToNow href={here(null)}>See it now</LinkToNow>
    </State>
  );
}

function NoSuchState() {
  return (
    <State
      Icon={IconDoorOff}
      title="There is no such page"
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
