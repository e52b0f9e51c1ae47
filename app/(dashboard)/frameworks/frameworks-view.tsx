"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { plural } from "#components/format.ts";
import { AccountSelect } from "#components/frameworks/account-select.tsx";
import { FrameworksList } from "#components/frameworks/frameworks-list.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { frameworksOptions } from "#lib/api/framework-options.ts";

export function FrameworksView() {
  const asOf = useAsOf();
  const [account, setAccount] = useQueryState("account", { history: "push" });
  const { data } = useQuery({ ...frameworksOptions(account, asOf), placeholderData: keepPreviousData });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const scope = data.account === null ? "in all accounts" : `in ${data.account.name}`;
  return (
    <>
      <PageHeader
        title="Frameworks"
        description={`${plural(data.frameworks.length, "framework")} over the same controls, ${scope}`}
        freshness={data.freshness}
        actions={<AccountSelect account={data.account} onChange={(next) => void setAccount(next)} />}
      />
      <FrameworksList frameworks={data.frameworks} account={data.account?.id ?? null} />
    </>
  );
}
