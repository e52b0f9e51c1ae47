import type { Metadata } from "next";
import type { SearchParams } from "#app/read-filter.ts";
import { OnlyNowState } from "#components/time/only-now-state.tsx";
import { measuredMetrics } from "#lib/metrics/measurement.ts";
import { NewTargetView } from "./new-target-view.tsx";

export const metadata: Metadata = { title: "Set a target" };

export default async function NewTargetPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { metric, asOf } = await searchParams;
  if (asOf !== undefined) return <OnlyNowState what="A target is set" />;
  return <NewTargetView metric={measuredMetrics.find((each) => each === metric) ?? measuredMetrics[0]} />;
}
