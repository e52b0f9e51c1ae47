"use client";

import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { AccountSelect } from "#components/frameworks/account-select.tsx";
import styles from "#components/frameworks/frameworks.module.css";
import { Coverage } from "#components/frameworks/frameworks-list.tsx";
import { RequirementBar, RequirementLegend } from "#components/frameworks/requirement-bar.tsx";
import { RequirementSections, requirementFilters } from "#components/frameworks/requirement-sections.tsx";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { frameworkOptions } from "#lib/api/framework-options.ts";

export function FrameworkView({ id }: { id: string }) {
  const asOf = useAsOf();
  const [account, setAccount] = useQueryState("account", { history: "push" });
  const [filter, setFilter] = useQueryState(
    "state",
    parseAsStringLiteral(requirementFilters).withDefault("all"),
  );
  const { data } = useQuery({ ...frameworkOptions(id, account, asOf), placeholderData: keepPreviousData });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const { framework, sections } = data;
  return (
    <>
      <PageHeader
        title={framework.title}
        description={data.account === null ? "All accounts" : `${data.account.name} (${data.account.id})`}
        parent={{ href: "/frameworks", label: "Frameworks" }}
        freshness={data.freshness}
        actions={
          <>
            <AccountSelect account={data.account} onChange={(next) => void setAccount(next)} />
            <SegmentedControl
              size="xs"
              aria-label="Show requirements"
              value={filter}
              onChange={(value) => void setFilter(value)}
              data={[
                { value: "all", label: "All" },
                { value: "fail", label: "Failing" },
                { value: "unknown", label: "Unknown" },
                { value: "pass", label: "Passing" },
                { value: "not-covered", label: "Not covered" },
              ]}
            />
          </>
        }
      />
      <Panel title="How it stands" aside={<Coverage framework={framework} />}>
        <div className={styles["standing"]}>
          <RequirementBar states={framework.states} />
          <RequirementLegend states={framework.states} all />
          <p className={styles["source"]}>{framework.source}</p>
        </div>
      </Panel>
      <RequirementSections sections={sections} filter={filter} account={data.account?.id ?? null} />
    </>
  );
}
