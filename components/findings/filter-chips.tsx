"use client";

import { IconX } from "@tabler/icons-react";
import type { FindingsFilter } from "#lib/api/filters.ts";
import { severityNames, sourceName } from "../labels.ts";
import type { FilterChoices } from "./filter-bar.tsx";
import styles from "./findings.module.css";
import type { ChangeFilter } from "./use-findings-filter.ts";

interface Chip {
  readonly name: string;
  readonly value: string;
  readonly without: Partial<FindingsFilter>;
}

function chipsOf(filter: FindingsFilter, choices: FilterChoices): Chip[] {
  const nameOf = (id: string) => choices.accounts.find((account) => account.id === id)?.name ?? id;
  const titleOf = (id: string) => choices.controls.find((control) => control.id === id)?.title ?? id;
  const unitOf = (id: string) => choices.units.find((unit) => unit.id === id)?.name ?? id;
  const { search, unit } = filter;
  return [
    ...(search === null ? [] : [{ name: "Search", value: search, without: { search: null } }]),
    ...filter.severity.map((one) => ({
      name: "Severity",
      value: severityNames[one],
      without: { severity: filter.severity.filter((other) => other !== one) },
    })),
    ...filter.source.map((one) => ({
      name: "Source",
      value: sourceName(one),
      without: { source: filter.source.filter((other) => other !== one) },
    })),
    ...filter.account.map((one) => ({
      name: "Account",
      value: nameOf(one),
      without: { account: filter.account.filter((other) => other !== one) },
    })),
    ...filter.control.map((one) => ({
      name: "Control",
      value: titleOf(one),
      without: { control: filter.control.filter((other) => other !== one) },
    })),
    ...(unit === null ? [] : [{ name: "Unit", value: unitOf(unit), without: { unit: null } }]),
    ...(filter.exception === null
      ? []
      : [{ name: "Exception", value: filter.exception.slice(0, 8), without: { exception: null } }]),
    ...(filter.disagreement === null
      ? []
      : [{ name: "Security Hub", value: "disagrees", without: { disagreement: null } }]),
    ...filter.region.map((one) => ({
      name: "Region",
      value: one,
      without: { region: filter.region.filter((other) => other !== one) },
    })),
  ];
}

const nothing = {
  search: null,
  severity: [],
  source: [],
  account: [],
  control: [],
  unit: null,
  exception: null,
  disagreement: null,
  region: [],
};

/** What narrows the list, each to be taken away on its own. */
export function FilterChips({
  filter,
  choices,
  onChange,
}: {
  filter: FindingsFilter;
  choices: FilterChoices;
  onChange: ChangeFilter;
}) {
  const chips = chipsOf(filter, choices);
  if (chips.length === 0) return null;
  return (
    <ul className={styles["chips"]} aria-label="Filters">
      {chips.map(({ name, value, without }) => (
        <li key={`${name}|${value}`}>
          <button type="button" className={styles["chip"]} onClick={() => onChange(without)}>
            <span className="visually-hidden">Remove filter</span>
            <span className={styles["chipName"]}>{name}</span>
            <span className="truncate">{value}</span>
            <IconX size={12} stroke={2.2} aria-hidden />
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <button type="button" className={styles["clear"]} onClick={() => onChange(nothing)}>
            Clear all
          </button>
        </li>
      ) : null}
    </ul>
  );
}
