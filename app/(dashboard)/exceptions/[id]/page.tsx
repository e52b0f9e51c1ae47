import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { exceptionOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getException } from "#lib/queries/exception.ts";
import { ExceptionView } from "./exception-view.tsx";

export const metadata: Metadata = { title: "Exception" };

export default async function ExceptionPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { id } = await params;
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const exception = await getException(localViewer, time.moment, id);
  if (exception === null) notFound();
  return (
    <Seeded query={exceptionOptions(id, time.asOf)} data={exception}>
      <ExceptionView id={id} />
    </Seeded>
  );
}
