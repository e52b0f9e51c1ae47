"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FilterBar } from "#components/findings/filter-bar.tsx";
import { FilterChips } from "#components/findings/filter-chips.tsx";
import { FindingsPager } from "#components/findings/findings-pager.tsx";
import { FindingsTable } from "#components/findings/findings-table.tsx";
import { useFindingsFilter } from "#components/findings/use-findings-filter.ts";
import { formatCount } from "#components/format.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { accountsOptions, controlsOptions, findingsOptions } from "#lib/api/query-options.ts";

export function FindingsView() {
  const asOf = useAsOf();
  const [filter, change] = useFindingsFilter();
  const { data, isPlaceholderData } = useQuery({
    ...findingsOptions(filter, asOf),
    placeholderData: keepPreviousData,
  });
  const accounts = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  const controls = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const choices = {
    accounts: accounts.data?.accounts ?? [],
    units: accounts.data?.units ?? [],
    controls: controls.data?.controls ?? [],
  };
  const more = data.count >= data.countLimit ? "more than " : "";
  return (
    <>
      <PageHeader
        title="Findings"
        description={`${more}${formatCount(data.count)} ${filter.status === "all" ? "open, excepted and resolved" : filter.status}`}
        freshness={data.freshness}
      />
      <FilterBar filter={filter} choices={choices} onChange={change} />
      <FilterChips filter={filter} choices={choices} onChange={change} />
      <FindingsTable findings={data.findings} filter={filter} pending={isPlaceholderData} onChange={change} />
      <FindingsPager page={data} onChange={change} />
    </>
  );
}
