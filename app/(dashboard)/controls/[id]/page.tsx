import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { controlOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getControl } from "#lib/queries/control.ts";
import { ControlView } from "./control-view.tsx";

export const metadata: Metadata = { title: "Control" };

export default async function ControlPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { id } = await params;
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const control = await getControl(localViewer, time.moment, id);
  if (control === null) notFound();
  return (
    <Seeded query={controlOptions(id, time.asOf)} data={control}>
      <ControlView id={id} />
    </Seeded>
  );
}
