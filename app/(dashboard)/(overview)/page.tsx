import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { overviewOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getOverview } from "#lib/queries/overview.ts";
import { OverviewView } from "./overview-view.tsx";

export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  return (
    <Seeded query={overviewOptions(time.asOf)} data={await getOverview(localViewer, time.moment)}>
      <OverviewView />
    </Seeded>
  );
}
