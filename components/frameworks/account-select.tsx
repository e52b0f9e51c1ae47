"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { AccountRefDto } from "#lib/api/dto/common.ts";
import { accountsOptions } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";

/** Limits a page to one account, or opens it to all of them again. */
export function AccountSelect({
  account,
  onChange,
}: {
  account: AccountRefDto | null;
  onChange: (account: string | null) => void;
}) {
  const asOf = useAsOf();
  const { data } = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  // The one that is shown is a choice even before the others are known.
  const choices = data?.accounts ?? (account === null ? [] : [account]);
  return (
    <Select
      size="xs"
      w={240}
      aria-label="Account"
      placeholder="All accounts"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Show all accounts" }}
      data={choices.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
      value={account?.id ?? null}
      onChange={onChange}
    />
  );
}
