import type { Metadata } from "next";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { targetsOptions } from "#lib/api/record-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listTargets } from "#lib/queries/target-list.ts";
import { TargetsView } from "./targets-view.tsx";

export const metadata: Metadata = { title: "Targets" };

export default async function TargetsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  return (
    <Seeded query={targetsOptions(time.asOf)} data={await listTargets(localViewer, time.moment)}>
      <TargetsView />
    </Seeded>
  );
}
