"use client";

import { ActionIcon } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { overviewOptions } from "#lib/api/query-options.ts";
import { AsOfProvider, useAsOf } from "../time/as-of.tsx";
import { AsOfBanner } from "../time/as-of-banner.tsx";
import { Link } from "../time/link.tsx";
import styles from "./app-frame.module.css";
import { AsOfButton } from "./as-of-button.tsx";
import { ColorSchemeToggle } from "./color-scheme-toggle.tsx";
import { FreshnessBadge } from "./freshness-badge.tsx";
import { Mark } from "./mark.tsx";
import { Navigation } from "./navigation.tsx";

const CommandPalette = dynamic(
  () => import("./command-palette.tsx").then(({ CommandPalette }) => CommandPalette),
  { ssr: false },
);

const NavigationDrawer = dynamic(
  () => import("./navigation-drawer.tsx").then(({ NavigationDrawer }) => NavigationDrawer),
  { ssr: false },
);

const IDLE_POLL_MS = 60_000;
const ACTIVE_POLL_MS = 2000;

export function AppFrame({ children }: { children: ReactNode }) {
  return (
    <AsOfProvider>
      <Frame>{children}</Frame>
    </AsOfProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const asOf = useAsOf();
  // Null until it is wanted: a screen with room for the navigation never loads it.
  const [drawer, setDrawer] = useState<boolean | null>(null);
  // Counts how often the palette was asked for: it is loaded at the first time, and opened at each.
  const [asked, setAsked] = useState(0);
  const ask = () => setAsked((times) => times + 1);
  useHotkeys([["mod+K", ask]], []);
  const { data, isError } = useQuery({
    ...overviewOptions(asOf),
    throwOnError: false,
    refetchInterval: ({ state }) => {
      if (asOf !== null) return false;
      return state.data?.freshness.activeRunId == null ? IDLE_POLL_MS : ACTIVE_POLL_MS;
    },
  });
  useRefreshAfterRun(data?.freshness.activeRunId);
  const organization = data?.organization?.id;
  return (
    <div className={styles["frame"]}>
      <a href="#main" className={styles["skip"]}>
        Skip to content
      </a>
      <aside className={styles["side"]}>
        <Identity organization={organization} />
        <Navigation />
      </aside>
      <div className={styles["body"]}>
        <header className={styles["top"]}>
          <ActionIcon
            className={styles["burger"] ?? ""}
            variant="subtle"
            color="gray"
            size={34}
            aria-label="Open navigation"
            onClick={() => setDrawer(true)}
          >
            <IconMenu2 size={20} aria-hidden />
          </ActionIcon>
          <button type="button" className={styles["search"]} onClick={ask}>
            <IconSearch size={16} stroke={1.8} aria-hidden />
            <span>Search accounts, controls, resources</span>
            <kbd>Ctrl K</kbd>
          </button>
          <div className={styles["spacer"]} />
          <AsOfButton />
          <FreshnessBadge freshness={data?.freshness} lost={isError} />
          <ColorSchemeToggle />
        </header>
        <main id="main" tabIndex={-1} className={styles["main"]}>
          <AsOfBanner />
          {/* Next keeps a page that is not there until its path changes: another moment is another page. */}
          <Fragment key={asOf}>{children}</Fragment>
        </main>
      </div>
      {drawer === null ? null : <NavigationDrawer opened={drawer} onClose={() => setDrawer(false)} />}
      {asked > 0 ? <CommandPalette asked={asked} /> : null}
    </div>
  );
}

function Identity({ organization }: { organization: string | undefined }) {
  return (
    <>
      <Link href="/" className={styles["brand"]}>
        <Mark />
        Postern
      </Link>
      <div className={styles["organization"]}>
        {organization === undefined ? null : (
          <>
            Organization
            <div className="mono truncate" title={organization}>
              {organization}
            </div>
          </>
        )}
      </div>
    </>
  );
}

/** When the run that was under way is over, whatever is on screen is read again. */
function useRefreshAfterRun(activeRunId: string | null | undefined): void {
  const queryClient = useQueryClient();
  const last = useRef(activeRunId);
  useEffect(() => {
    const ended = last.current != null && activeRunId === null;
    last.current = activeRunId;
    if (ended) void queryClient.invalidateQueries();
  }, [activeRunId, queryClient]);
}
