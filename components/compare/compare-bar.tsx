"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { withAsOf } from "#lib/api/as-of.ts";
import type { CompareFilter } from "#lib/api/compare-filter.ts";
import type { CompareDto } from "#lib/api/dto/compare.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { accountsOptions, controlsOptions } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";
import { Link } from "../time/link.tsx";
import styles from "./compare.module.css";
import { DayButton } from "./day-button.tsx";
import { compareHref, momentAt, sideText } from "./words.ts";

const shortcutDays = [7, 30, 90] as const;

/** Where a comparison may begin: so many days before now, with the run before the last, at the first run. */
function shortcutsOf({ from, to }: CompareDto): readonly { label: string; text: string }[] {
  const first = from.freshness.firstRunAt;
  const last = to.freshness.lastRunAt;
  const today = dayOf(new Date(to.freshness.asOf));
  const days = shortcutDays
    .map((count) => ({ label: `Last ${count} days`, text: daysAfter(today, -count) }))
    .filter(({ text }) => first === null || text >= first.slice(0, 10));
  return [
    ...(last === null || last === first
      ? []
      : [{ label: "Last run", text: new Date(Date.parse(last) - 1).toISOString() }]),
    ...days,
    ...(first === null ? [] : [{ label: "Since the first run", text: first }]),
  ];
}

/** Which two moments, where, and of which control. */
export function CompareBar({ compared, filter }: { compared: CompareDto; filter: CompareFilter }) {
  const asOf = useAsOf();
  const router = useRouter();
  const accounts = useQuery({ ...accountsOptions(asOf), throwOnError: false });
  const controls = useQuery({ ...controlsOptions(asOf), throwOnError: false });
  const go = (change: Partial<CompareFilter>) =>
    router.push(withAsOf(compareHref({ ...filter, cursor: null, ...change }), asOf), { scroll: false });
  const { scope, control, from, to } = compared;
  const shown = dayOf(new Date(to.freshness.asOf));
  const units = (accounts.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const members = (accounts.data?.accounts ?? []).map(({ id, name }) => ({
    value: id,
    label: `${name} (${id})`,
  }));
  // The one that is shown is a choice even before the others are known.
  const current = (kind: string) =>
    scope !== null && scope.kind === kind ? [{ value: scope.id, label: scope.name }] : [];
  const select = {
    size: "xs",
    searchable: true,
    clearable: true,
    className: styles["select"] ?? "",
  } as const;
  return (
    <search aria-label="What is compared" className={`${styles["bar"]} no-print`}>
      <div className={styles["dates"]}>
        <DayButton
          label="From"
          text={sideText(from)}
          day={from.asOf?.slice(0, 10) ?? shown}
          onChoose={(day) => go({ from: momentAt(day) })}
        />
        <DayButton
          label="To"
          text={sideText(to)}
          day={shown}
          onChoose={(day, isToday) => go({ to: isToday && asOf === null ? null : momentAt(day) })}
        />
        <nav aria-label="Shortcuts" className={styles["shortcuts"]}>
          {shortcutsOf(compared).map(({ label, text }) => (
            <Link
              key={label}
              href={compareHref({ ...filter, from: momentAt(text), cursor: null })}
              scroll={false}
              className={styles["kind"]}
              aria-current={from.asOf === text ? "true" : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
      </div>
      <div className={styles["scope"]}>
        <Select
          {...select}
          aria-label="Unit"
          placeholder="All units"
          clearButtonProps={{ "aria-label": "Compare all units" }}
          data={units.length > 0 ? units : current("organizational-unit")}
          value={filter.unit}
          onChange={(unit) => go({ unit, account: null })}
        />
        <Select
          {...select}
          aria-label="Account"
          placeholder="All accounts"
          clearButtonProps={{ "aria-label": "Compare all accounts" }}
          data={members.length > 0 ? members : current("account")}
          value={filter.account}
          onChange={(account) => go({ account, unit: null })}
        />
        <Select
          {...select}
          aria-label="Control"
          placeholder="All controls"
          clearButtonProps={{ "aria-label": "Compare all controls" }}
          data={
            controls.data?.controls.map(({ id, title }) => ({ value: id, label: title })) ??
            (control === null ? [] : [{ value: control.id, label: control.title }])
          }
          value={filter.control}
          onChange={(chosen) => go({ control: chosen })}
        />
      </div>
    </search>
  );
}
