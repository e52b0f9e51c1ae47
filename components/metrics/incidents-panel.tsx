"use client";

import { useQuery } from "@tanstack/react-query";
import { incidentsOptions } from "#lib/api/record-options.ts";
import { IncidentSummary } from "../incidents/incident-summary.tsx";
import { Panel } from "../posture/panel.tsx";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";

/** Beside the mean over threats: breaches that no detector told of, as a series of their own. */
export function IncidentsPanel({ className }: { className?: string | undefined }) {
  const { data } = useQuery({ ...incidentsOptions(useAsOf()), throwOnError: false });
  return (
    <Panel
      title="Incidents entered by hand"
      note="What no detector saw is not in the mean above: it counts here alone."
      aside={<Link href="/incidents">All incidents</Link>}
      className={className}
    >
      {data === undefined ? null : <IncidentSummary summary={data.summary} />}
    </Panel>
  );
}
