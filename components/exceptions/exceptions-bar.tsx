"use client";

import { SegmentedControl, Select } from "@mantine/core";
import type { ExceptionsDto } from "#lib/api/dto/exceptions.ts";
import { type ExceptionsFilter, exceptionStates } from "#lib/api/exception-filter.ts";
import { formatCount } from "../format.ts";
import styles from "./exceptions.module.css";

const names: Readonly<Record<ExceptionsFilter["state"], string>> = {
  "in-force": "In force",
  expiring: "Expiring",
  scheduled: "To come",
  over: "Over",
  revoked: "Revoked",
  all: "All",
};

export function ExceptionsBar({
  filter,
  counts,
  choices,
  onChange,
}: {
  filter: ExceptionsFilter;
  counts: ExceptionsDto["counts"];
  choices: {
    readonly accounts: readonly { readonly id: string; readonly name: string }[];
    readonly controls: readonly { readonly id: string; readonly title: string }[];
  };
  onChange: (change: Partial<ExceptionsFilter>) => void;
}) {
  const label = (state: ExceptionsFilter["state"]) =>
    state === "all" ? names.all : `${names[state]} ${formatCount(counts[state])}`;
  return (
    <search className={`${styles["bar"]} no-print`} aria-label="Filter exceptions">
      <SegmentedControl
        size="xs"
        aria-label="State"
        className={styles["states"] ?? ""}
        value={filter.state}
        onChange={(state) => onChange({ state })}
        data={exceptionStates.map((value) => ({ value, label: label(value) }))}
      />
      <Select
        size="xs"
        aria-label="Control"
        placeholder="Control"
        searchable
        clearable
        limit={100}
        data={choices.controls.map(({ id, title }) => ({ value: id, label: title }))}
        value={filter.control}
        onChange={(control) => onChange({ control })}
      />
      <Select
        size="xs"
        aria-label="Account"
        placeholder="Account"
        searchable
        clearable
        limit={100}
        data={choices.accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        value={filter.account}
        onChange={(account) => onChange({ account })}
      />
    </search>
  );
}
