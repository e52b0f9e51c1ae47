import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Seeded } from "#app/seeded.tsx";
import { runOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getRun } from "#lib/queries/run.ts";
import { RunView } from "./run-view.tsx";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const run = await getRun(localViewer, id);
  if (run === null) notFound();
  return (
    <Seeded query={runOptions(id)} data={run}>
      <RunView id={id} />
    </Seeded>
  );
}
