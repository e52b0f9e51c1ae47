import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import { readFilter, type SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadFilterState } from "#components/findings/bad-filter-state.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { roadmapOptions } from "#lib/api/roadmap-options.ts";
import { parseScope } from "#lib/api/scope-parameters.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getRoadmap } from "#lib/queries/roadmap.ts";
import { RoadmapView } from "./roadmap-view.tsx";

export const metadata: Metadata = { title: "Roadmap" };

export default async function RoadmapPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const scope = readFilter(given, parseScope);
  if (scope instanceof BadFilter)
    return <BadFilterState message={scope.message} href="/roadmap" label="Show the whole Organization" />;
  const roadmap = await getRoadmap(localViewer, time.moment, scope);
  if (roadmap === null) notFound();
  return (
    <Seeded query={roadmapOptions(scope, time.asOf)} data={roadmap}>
      <RoadmapView />
    </Seeded>
  );
}
