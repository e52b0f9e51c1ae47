import type { Metadata } from "next";
import { Seeded } from "#app/seeded.tsx";
import { controlsOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { listControls } from "#lib/queries/controls.ts";
import { ControlsView } from "./controls-view.tsx";

export const metadata: Metadata = { title: "Controls" };

export default async function ControlsPage() {
  return (
    <Seeded query={controlsOptions()} data={await listControls(localViewer)}>
      <ControlsView />
    </Seeded>
  );
}
