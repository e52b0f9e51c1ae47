import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { principalOptions } from "#lib/api/metric-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getPrincipal } from "#lib/queries/principal.ts";
import { PrincipalView } from "./principal-view.tsx";

export const metadata: Metadata = { title: "Principal" };

export default async function PrincipalPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const given = await searchParams;
  const time = readAsOf(given);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const { arn } = given;
  const principal = typeof arn === "string" ? await getPrincipal(localViewer, time.moment, arn) : null;
  if (principal === null) notFound();
  const { subjectId } = principal.measurement;
  return (
    <Seeded query={principalOptions(subjectId, time.asOf)} data={principal}>
      <PrincipalView arn={subjectId} />
    </Seeded>
  );
}
