import type { Metadata } from "next";
import type { SearchParams } from "#app/read-filter.ts";
import { OnlyNowState } from "#components/time/only-now-state.tsx";
import { NewIncidentView } from "./new-incident-view.tsx";

export const metadata: Metadata = { title: "Record an incident" };

export default async function NewIncidentPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { asOf } = await searchParams;
  if (asOf !== undefined) return <OnlyNowState what="An incident is recorded" />;
  return <NewIncidentView />;
}
