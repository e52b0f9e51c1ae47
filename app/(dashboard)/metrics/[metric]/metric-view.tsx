"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Trend } from "#components/charts/trend.tsx";
import { BesidePanel } from "#components/metrics/beside-panel.tsx";
import { DistributionPanel } from "#components/metrics/distribution-panel.tsx";
import { BlindSpotsPanel, FormulaPanel } from "#components/metrics/formula-panel.tsx";
import { GroupsPanel } from "#components/metrics/groups-panel.tsx";
import { HeadlinePanel } from "#components/metrics/headline-panel.tsx";
import { HumanPanel } from "#components/metrics/human-panel.tsx";
import { IncidentsPanel } from "#components/metrics/incidents-panel.tsx";
import styles from "#components/metrics/metrics.module.css";
import { NetworksPanel } from "#components/metrics/networks-panel.tsx";
import { PartsPanel } from "#components/metrics/parts-panel.tsx";
import { ScopePath } from "#components/metrics/scope-path.tsx";
import { ThingsPanel } from "#components/metrics/things-panel.tsx";
import { TypesPanel } from "#components/metrics/types-panel.tsx";
import { useMetricFilter } from "#components/metrics/use-metric-filter.ts";
import { marksOf, metricWords, scaleOf } from "#components/metrics/words.ts";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import type { MetricPageDto } from "#lib/api/dto/metrics.ts";
import { metricOptions } from "#lib/api/metric-options.ts";
import { explanations } from "#lib/metrics/explained.ts";
import type { MeasuredMetric } from "#lib/metrics/measurement.ts";

export function MetricView({ metric }: { metric: MeasuredMetric }) {
  const asOf = useAsOf();
  const [filter, addressOf, go] = useMetricFilter();
  const { data, isPlaceholderData } = useQuery({
    ...metricOptions(metric, filter, asOf),
    placeholderData: keepPreviousData,
  });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const { headline, scope } = data;
  const { target, latest } = headline;
  const parts = { metric, target: target.value, addressOf };
  const hasNetworks = data.networks.length > 0;
  const hasTypes = metric === "identity-coverage" || metric === "network-exposure";
  return (
    <>
      <PageHeader
        title={metricWords[metric].name}
        description={<ScopePath page={data} addressOf={addressOf} />}
        parent={{ href: "/", label: "Overview" }}
        freshness={data.freshness}
      />
      <p className={styles["question"]}>{explanations[metric].question}</p>
      <div className={styles["grid"]}>
        <HeadlinePanel headline={headline} />
        <TrendPanel page={data} />
        <FormulaPanel metric={metric} />
        <DistributionPanel page={data} addressOf={addressOf} />
        <BesidePanel page={data} />
        {metric === "detection-time" ? <IncidentsPanel className={styles["third"]} /> : null}
        {scope.kind === "account" ? null : (
          <>
            {data.units.length === 0 ? null : (
              <PartsPanel title="By unit" kind="unit" parts={data.units} {...parts} />
            )}
            <PartsPanel title="By account" kind="account" parts={data.accounts} {...parts} />
          </>
        )}
        {hasTypes && latest !== null ? (
          <TypesPanel latest={latest} isGood={metric === "identity-coverage"} addressOf={addressOf} />
        ) : null}
        {hasNetworks ? <NetworksPanel networks={data.networks} addressOf={addressOf} /> : null}
        {data.humanIdentity === null ? null : <HumanPanel human={data.humanIdentity} />}
        <GroupsPanel groups={data.groups} addressOf={addressOf} />
        <BlindSpotsPanel metric={metric} isWide={metric === "network-exposure" && !hasNetworks} />
        <ThingsPanel
          page={data}
          filter={filter}
          pending={isPlaceholderData}
          addressOf={addressOf}
          onGo={go}
        />
      </div>
    </>
  );
}

function TrendPanel({ page: { headline, trendMarks, freshness } }: { page: MetricPageDto }) {
  const { metric, trend, target } = headline;
  return (
    <Panel title="Last 90 days" className={styles["two"]}>
      <Trend
        points={trend}
        marks={marksOf(metric, trendMarks)}
        until={freshness.asOf}
        label={metricWords[metric].name}
        height={200}
        scale={scaleOf(metric, target.value)}
      />
      {trend.length < 2 ? <p className={styles["sub"]}>A trend needs a second day.</p> : null}
    </Panel>
  );
}
