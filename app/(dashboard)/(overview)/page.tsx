import { Seeded } from "#app/seeded.tsx";
import { overviewOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getOverview } from "#lib/queries/overview.ts";
import { OverviewView } from "./overview-view.tsx";

export default async function OverviewPage() {
  return (
    <Seeded query={overviewOptions()} data={await getOverview(localViewer)}>
      <OverviewView />
    </Seeded>
  );
}
