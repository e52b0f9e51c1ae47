import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { controlsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listControls } from "#lib/queries/controls.ts";
import { ControlsView } from "./controls-view.tsx";

export const metadata: Metadata = { title: "Controls" };

export default async function ControlsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  return (
    <Seeded query={controlsOptions(time.asOf)} data={await listControls(localViewer, time.moment)}>
      <ControlsView />
    </Seeded>
  );
}
