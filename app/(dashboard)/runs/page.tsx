import type { Metadata } from "next";
import { Seeded } from "#app/seeded.tsx";
import { runsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listRuns } from "#lib/queries/runs.ts";
import { RunsView } from "./runs-view.tsx";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage() {
  return (
    <Seeded query={runsOptions()} data={await listRuns(localViewer)}>
      <RunsView />
    </Seeded>
  );
}
