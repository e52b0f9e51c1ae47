import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { runOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getRun } from "#lib/queries/run.ts";
import { RunView } from "./run-view.tsx";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { id } = await params;
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const run = await getRun(localViewer, time.moment, id);
  if (run === null) notFound();
  return (
    <Seeded query={runOptions(id, time.asOf)} data={run}>
      <RunView id={id} />
    </Seeded>
  );
}
