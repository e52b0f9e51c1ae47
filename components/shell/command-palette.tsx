"use client";

import "@mantine/spotlight/styles.css";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { withAsOf } from "#lib/api/as-of.ts";
import { accountsOptions, controlsOptions } from "#lib/api/query-options.ts";
import { frameworkPages, frameworks } from "#lib/controls/frameworks.ts";
import { runbooks } from "#lib/controls/runbooks.ts";
import { pillarName } from "../labels.ts";
import { useAsOf } from "../time/as-of.tsx";
import { destinations } from "./navigation.tsx";

const LIMIT = 12;

/** One search for pages, accounts, controls and, through the findings, any resource. */
export function CommandPalette({ asked }: { asked: number }) {
  const asOf = useAsOf();
  const router = useRouter();
  const [query, setQuery] = useState("");
  const accounts = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  const controls = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);

  const groups = useMemo((): SpotlightActionGroupData[] => {
    const go = (href: string) => () => router.push(withAsOf(href, asOf));
    return [
      {
        group: "Pages",
        actions: destinations.map(({ href, label, Icon }) => ({
          id: href,
          label,
          onClick: go(href),
          leftSection: <Icon size={18} stroke={1.7} aria-hidden />,
        })),
      },
      {
        group: "Accounts",
        actions: (accounts.data?.accounts ?? []).map((account) => ({
          id: `account-${account.id}`,
          label: account.name,
          description: account.id,
          keywords: account.ouPath.map((unit) => unit.name),
          onClick: go(`/accounts/${account.id}`),
        })),
      },
      {
        group: "Controls",
        actions: (controls.data?.controls ?? []).map((control) => ({
          id: `control-${control.id}`,
          label: control.title,
          description: `${control.id} · ${pillarName(control.pillar)}`,
          onClick: go(`/controls/${control.id}`),
        })),
      },
      {
        group: "Frameworks",
        actions: frameworkPages.map((id) => ({
          id: `framework-${id}`,
          label: frameworks[id].title,
          onClick: go(`/frameworks/${id}`),
        })),
      },
      {
        group: "Runbooks",
        actions: Object.entries(runbooks).map(([id, { title, summary }]) => ({
          id: `runbook-${id}`,
          label: title,
          description: summary,
          onClick: go(`/runbooks/${id}`),
        })),
      },
    ];
  }, [accounts.data, controls.data, router, asOf]);

  const text = query.trim();
  const search: SpotlightActionGroupData[] =
    text === ""
      ? []
      : [
          {
            group: "Findings",
            actions: [
              {
                id: "search-findings",
                label: `Findings that mention “${text}”`,
                keywords: text,
                onClick: () =>
                  router.push(
                    withAsOf(`/findings?${new URLSearchParams({ search: text, status: "all" })}`, asOf),
                  ),
                leftSection: <IconSearch size={18} stroke={1.7} aria-hidden />,
              },
            ],
          },
        ];

  return (
    <Spotlight
      actions={[...groups, ...search]}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      limit={LIMIT}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound="Nothing found"
      searchProps={{
        "aria-label": "Search pages, accounts, controls and resources",
        placeholder: "Search pages, accounts, controls, resources",
        leftSection: <IconSearch size={18} aria-hidden />,
      }}
    />
  );
}
