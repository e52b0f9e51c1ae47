import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsOf } from "#app/read-as-of.ts";
import type { SearchParams } from "#app/read-filter.ts";
import { Seeded } from "#app/seeded.tsx";
import { BadAsOfState } from "#components/time/bad-as-of-state.tsx";
import { BadFilter } from "#lib/api/filters.ts";
import { findingOptions } from "#lib/api/query-options.ts";
import { localViewer } from "#lib/auth/viewer.ts";
import { getFinding } from "#lib/queries/finding.ts";
import { FindingView } from "./finding-view.tsx";

export const metadata: Metadata = { title: "Finding" };

export default async function FindingPage({
  params,
  searchParams,
}: {
  params: Promise<{ uid: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { uid } = await params;
  const time = readAsOf(await searchParams);
  if (time instanceof BadFilter) return <BadAsOfState message={time.message} />;
  const finding = await getFinding(localViewer, time.moment, uid);
  if (finding === null) notFound();
  return (
    <Seeded query={findingOptions(uid, time.asOf)} data={finding}>
      <FindingView uid={uid} />
    </Seeded>
  );
}
