"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ScopeRefDto } from "#lib/api/dto/metrics.ts";
import { accountsOptions, controlsOptions } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";
import styles from "./scope.module.css";

export interface ChosenScope {
  readonly unit: string | null;
  readonly account: string | null;
  readonly control: string | null;
}

const select = { size: "xs", searchable: true, clearable: true, className: styles["select"] ?? "" } as const;

/** Limits a page to a unit or an account, and to a control. */
export function ScopeSelects({
  label,
  chosen,
  scope,
  control,
  onChange,
}: {
  label: string;
  chosen: ChosenScope;
  /** What is shown is a choice even before the others are known. */
  scope: ScopeRefDto | null;
  control: { readonly id: string; readonly title: string } | null;
  onChange: (change: Partial<ChosenScope>) => void;
}) {
  const asOf = useAsOf();
  const accounts = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  const controls = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  const shown = (kind: string) => (scope !== null && scope.kind === kind ? [scope] : []);
  const units = accounts.data?.units ?? shown("organizational-unit");
  const members = accounts.data?.accounts ?? shown("account");
  return (
    <search aria-label={label} className={`${styles["bar"]} no-print`}>
      <Select
        {...select}
        aria-label="Unit"
        placeholder="All units"
        clearButtonProps={{ "aria-label": "Show all units" }}
        data={units.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen.unit}
        onChange={(unit) => onChange({ unit, account: null })}
      />
      <Select
        {...select}
        aria-label="Account"
        placeholder="All accounts"
        clearButtonProps={{ "aria-label": "Show all accounts" }}
        data={members.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        value={chosen.account}
        onChange={(account) => onChange({ account, unit: null })}
      />
      <Select
        {...select}
        aria-label="Control"
        placeholder="All controls"
        clearButtonProps={{ "aria-label": "Show all controls" }}
        data={(controls.data?.controls ?? (control === null ? [] : [control])).map(({ id, title }) => ({
          value: id,
          label: title,
        }))}
        value={chosen.control}
        onChange={(next) => onChange({ control: next })}
      />
    </search>
  );
}
