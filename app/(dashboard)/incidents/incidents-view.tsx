"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { plural } from "#components/format.ts";
import { IncidentList } from "#components/incidents/incident-list.tsx";
import { IncidentSummary } from "#components/incidents/incident-summary.tsx";
import styles from "#components/incidents/incidents.module.css";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { incidentsOptions } from "#lib/api/record-options.ts";

export function IncidentsView() {
  const asOf = useAsOf();
  const { data } = useQuery(incidentsOptions(asOf));
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  return (
    <>
      <PageHeader
        title="Incidents"
        description="breaches that no detector told of, entered by hand"
        freshness={data.freshness}
        actions={
          asOf === null ? (
            <Button
              size="xs"
              component={Link}
              href="/incidents/new"
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              Record an incident
            </Button>
          ) : undefined
        }
      />
      <div className={styles["page"]}>
        <Panel
          title="Time to detect"
          aside={<Link href="/metrics/detection-time">Time to detect threats</Link>}
          note="A series of its own: the mean over threats knows only what detectors saw."
        >
          <IncidentSummary summary={data.summary} />
        </Panel>
        <Panel title="Entered" aside={plural(data.incidents.length, "incident")}>
          <IncidentList incidents={data.incidents} />
        </Panel>
      </div>
    </>
  );
}
