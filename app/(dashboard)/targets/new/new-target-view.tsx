"use client";

import { useRouter } from "next/navigation";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { TargetForm } from "#components/targets/target-form.tsx";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";

export function NewTargetView({ metric }: { metric: MeasuredMetric }) {
  const router = useRouter();
  return (
    <>
      <PageHeader title="Set a target" parent={{ href: "/targets", label: "Targets" }} />
      <Panel
        title="What to reach"
        note="A record for the whole Organization: it is never edited, and counts from now until another is set."
      >
        <TargetForm metric={metric} onTaken={() => router.push("/targets")} />
      </Panel>
    </>
  );
}
