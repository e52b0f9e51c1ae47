"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import styles from "#components/exceptions/exceptions.module.css";
import { ExceptionsBar } from "#components/exceptions/exceptions-bar.tsx";
import { ExceptionsTable } from "#components/exceptions/exceptions-table.tsx";
import { useExceptionsFilter } from "#components/exceptions/use-exceptions-filter.ts";
import { formatCount } from "#components/format.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import type { ExceptionsDto } from "#lib/api/dto/exceptions.ts";
import { type ExceptionsFilter, expiringDays } from "#lib/api/exception-filter.ts";
import { accountsOptions, controlsOptions, exceptionsOptions } from "#lib/api/query-options.ts";

export function ExceptionsView() {
  const asOf = useAsOf();
  const [filter, change] = useExceptionsFilter();
  const { data } = useQuery({ ...exceptionsOptions(filter, asOf), placeholderData: keepPreviousData });
  const accounts = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  const controls = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const choices = { accounts: accounts.data?.accounts ?? [], controls: controls.data?.controls ?? [] };
  const asked = new URLSearchParams(filter.control === null ? {} : { control: filter.control });
  return (
    <>
      <PageHeader
        title="Exceptions"
        description={standing(data)}
        freshness={data.freshness}
        actions={
          asOf === null ? (
            <Button
              size="xs"
              component={Link}
              href={`/exceptions/new?${asked}`}
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              Request an exception
            </Button>
          ) : undefined
        }
      />
      <ExceptionsBar filter={filter} counts={data.counts} choices={choices} onChange={change} />
      <ExceptionsTable exceptions={data.exceptions} countLimit={data.countLimit} empty={nothing(filter)} />
      {data.more ? (
        <p className={styles["more"]}>
          These are the first {data.exceptions.length}. Choose a control or an account to see others.
        </p>
      ) : null}
    </>
  );
}

function standing({ counts }: ExceptionsDto): string {
  const expiring =
    counts.expiring === 0
      ? ""
      : `, ${formatCount(counts.expiring)} of them ${counts.expiring === 1 ? "ends" : "end"} within ${expiringDays} days`;
  return `${formatCount(counts["in-force"])} in force${expiring}`;
}

function nothing({ state, control, account }: ExceptionsFilter): string {
  if (control !== null || account !== null) return "No exception matches. Take a filter away to see more.";
  if (state !== "in-force") return "No exception is in this state.";
  return "No exception is in force. What cannot be fixed yet can get one, from the page of its finding.";
}
