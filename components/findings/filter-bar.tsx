"use client";

import { MultiSelect, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import type { AccountRowDto, OrganizationalUnitDto } from "#lib/api/dto/accounts.ts";
import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import type { FindingsFilter } from "#lib/api/filters.ts";
import { findingSources } from "#lib/inventory/findings.ts";
import { severitiesFromWorst, severityNames, sourceName } from "../labels.ts";
import styles from "./findings.module.css";
import type { ChangeFilter } from "./use-findings-filter.ts";

export interface FilterChoices {
  readonly accounts: readonly Pick<AccountRowDto, "id" | "name">[];
  readonly units: readonly Pick<OrganizationalUnitDto, "id" | "name">[];
  readonly controls: readonly Pick<ControlRowDto, "id" | "title">[];
}

const statuses = [
  { value: "open", label: "Open" },
  { value: "excepted", label: "Excepted" },
  { value: "resolved", label: "Resolved" },
  { value: "all", label: "All" },
] as const;

export function FilterBar({
  filter,
  choices,
  onChange,
}: {
  filter: FindingsFilter;
  choices: FilterChoices;
  onChange: ChangeFilter;
}) {
  const several = { size: "xs", searchable: true, hidePickedOptions: false, maxDropdownHeight: 300 } as const;
  // What is chosen shows as chips below: here it would make the bar jump.
  const unpilled = { ...several, pointer: true, classNames: { pillsList: styles["picked"] ?? "" } };
  return (
    <search className={`${styles["bar"]} no-print`} aria-label="Filter findings">
      <SegmentedControl
        size="xs"
        aria-label="Status"
        value={filter.status}
        onChange={(status) => onChange({ status })}
        data={[...statuses]}
      />
      <Search search={filter.search} onSearch={(search) => onChange({ search })} />
      <MultiSelect
        {...unpilled}
        aria-label="Severity"
        placeholder="Severity"
        data={severitiesFromWorst.map((value) => ({ value, label: severityNames[value] }))}
        value={filter.severity}
        onChange={(severity) => onChange({ severity })}
      />
      <MultiSelect
        {...unpilled}
        aria-label="Source"
        placeholder="Source"
        data={findingSources.map((value) => ({ value, label: sourceName(value) }))}
        value={filter.source}
        onChange={(source) => onChange({ source })}
      />
      <MultiSelect
        {...unpilled}
        aria-label="Account"
        placeholder="Account"
        data={choices.accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        value={filter.account}
        onChange={(account) => onChange({ account })}
      />
      <MultiSelect
        {...unpilled}
        aria-label="Control"
        placeholder="Control"
        data={choices.controls.map(({ id, title }) => ({ value: id, label: title }))}
        value={filter.control}
        onChange={(control) => onChange({ control })}
      />
      <Select
        size="xs"
        aria-label="Unit"
        placeholder="Unit"
        searchable
        data={choices.units.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.unit}
        onChange={(unit) => onChange({ unit })}
      />
      <Switch
        size="xs"
        className={styles["disputed"] ?? ""}
        label="Security Hub disagrees"
        checked={filter.disagreement !== null}
        onChange={(event) => onChange({ disagreement: event.currentTarget.checked ? "only" : null })}
      />
    </search>
  );
}

function Search({ search, onSearch }: { search: string | null; onSearch: (search: string | null) => void }) {
  const [text, setText] = useState(search ?? "");
  useEffect(() => setText(search ?? ""), [search]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    onSearch(wanted === "" ? null : wanted);
  };
  return (
    <form onSubmit={submit} className={styles["search"]}>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search resources and titles"
        placeholder="Resource or title, then Enter"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        maxLength={512}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
