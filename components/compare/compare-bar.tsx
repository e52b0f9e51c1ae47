"use client";

import { useRouter } from "next/navigation";
import { withAsOf } from "#lib/api/as-of.ts";
import type { CompareFilter } from "#lib/api/compare-filter.ts";
import type { CompareDto } from "#lib/api/dto/compare.ts";
import { dayOf, daysAfter } from "#lib/api/input-fields.ts";
import { ScopeSelects } from "../scope/scope-selects.tsx";
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
  const go = (change: Partial<CompareFilter>) =>
    router.push(withAsOf(compareHref({ ...filter, cursor: null, ...change }), asOf), { scroll: false });
  const { scope, control, from, to } = compared;
  const shown = dayOf(new Date(to.freshness.asOf));
  return (
    <div className={`${styles["bar"]} no-print`}>
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
      <ScopeSelects
        label="Where changes are looked for"
        chosen={filter}
        scope={scope}
        control={control}
        onChange={go}
      />
    </div>
  );
}
