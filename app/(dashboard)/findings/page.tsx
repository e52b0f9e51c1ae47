import type { Metadata } from "next";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadFilter, parseFindingsFilter } from "#lib/api/filters.ts";
import { findingsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listFindings } from "#lib/queries/findings.ts";
import { FindingsView } from "./findings-view.tsx";

export const metadata: Metadata = { title: "Findings" };

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

function parse(given: SearchParams) {
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(",")]],
  );
  try {
    return parseFindingsFilter(new URLSearchParams(pairs));
  } catch (error) {
    if (error instanceof BadFilter) return error;
    throw error;
  }
}

export default async function FindingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = parse(await searchParams);
  if (filter instanceof BadFilter) return <BadFilterState message={filter.message} />;
  return (
    <Seeded query={findingsOptions(filter)} data={await listFindings(localViewer, filter)}>
      <FindingsView />
    </Seeded>
  );
}
