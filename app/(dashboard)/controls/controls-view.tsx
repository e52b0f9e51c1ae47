"use client";

import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ControlGroups, controlGroupings } from "#components/controls/control-groups.tsx";
import { DisagreementsBanner } from "#components/disagreements/disagreements-banner.tsx";
import { plural } from "#components/format.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { controlsOptions } from "#lib/api/query-options.ts";

const states = ["all", "fail", "unknown", "pass-excepted", "pass"] as const;

export function ControlsView() {
  const asOf = useAsOf();
  const { data } = useQuery(controlsOptions(asOf));
  const [by, setBy] = useQueryState("by", parseAsStringLiteral(controlGroupings).withDefault("pillar"));
  const [state, setState] = useQueryState("state", parseAsStringLiteral(states).withDefault("all"));
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const shown = data.controls.filter((control) => state === "all" || control.state === state);
  return (
    <>
      <PageHeader
        title="Controls"
        description={plural(shown.length, "control")}
        freshness={data.freshness}
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="Show controls"
              value={state}
              onChange={(value) => void setState(value)}
              data={[
                { value: "all", label: "All" },
                { value: "fail", label: "Failing" },
                { value: "unknown", label: "Unknown" },
                { value: "pass-excepted", label: "Excepted" },
                { value: "pass", label: "Passing" },
              ]}
            />
            <SegmentedControl
              size="xs"
              aria-label="Group by"
              value={by}
              onChange={(value) => void setBy(value)}
              data={[
                { value: "pillar", label: "By pillar" },
                { value: "phase", label: "By phase" },
              ]}
            />
          </>
        }
      />
      <DisagreementsBanner controls={data.controls} disagreements={data.disagreements} />
      <ControlGroups controls={shown} by={by} />
    </>
  );
}
