"use client";

import { Button, TextInput } from "@mantine/core";
import { IconChevronRight, IconSearch, IconX } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import type { MetricPageDto } from "#lib/api/dto/metrics.ts";
import type { MetricFilter } from "#lib/api/metric-filter.ts";
import { plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { Thing } from "./thing.tsx";
import { classLabel, reasonLabel, typeLabel } from "./thing-words.ts";
import things from "./things.module.css";
import type { AddressOf } from "./use-metric-filter.ts";
import { metricWords } from "./words.ts";

const standings = { counted: "Counted", excluded: "Left out", unknown: "Unknown" } as const;

interface Chip {
  readonly name: string;
  readonly value: string;
  readonly without: Partial<MetricFilter>;
}

function chipsOf({ standing, reason, class: name, type, search }: MetricFilter): Chip[] {
  return [
    ...(standing === null
      ? []
      : [{ name: "Standing", value: standings[standing], without: { standing: null } }]),
    ...(reason === null ? [] : [{ name: "Reason", value: reasonLabel(reason), without: { reason: null } }]),
    ...(name === null ? [] : [{ name: "Class", value: classLabel(name), without: { class: null } }]),
    ...(type === null ? [] : [{ name: "Type", value: typeLabel(type), without: { type: null } }]),
    ...(search === null ? [] : [{ name: "Search", value: search, without: { search: null } }]),
  ];
}

/** The things behind the number, the worst first, page by page. */
export function ThingsPanel({
  page,
  filter,
  pending,
  addressOf,
  onGo,
}: {
  page: MetricPageDto;
  filter: MetricFilter;
  pending: boolean;
  addressOf: AddressOf;
  onGo: (address: string) => void;
}) {
  const { rows, nextCursor, headline } = page;
  const { thing } = metricWords[headline.metric];
  const chips = chipsOf(filter);
  return (
    <div id="things" className={styles["full"]}>
      <Panel title={`The ${thing}s behind it`} aside="worst first">
        <Search search={filter.search} onSearch={(search) => onGo(addressOf({ search }))} />
        {chips.length === 0 ? null : (
          <ul className={things["chips"]} aria-label="Filters">
            {chips.map(({ name, value, without }) => (
              <li key={name}>
                <Link href={addressOf(without)} scroll={false} className={things["chip"]}>
                  <span className="visually-hidden">Remove filter</span>
                  <span className={things["chipName"]}>{name}</span>
                  <span className="truncate">{value}</span>
                  <IconX size={12} stroke={2.2} aria-hidden />
                </Link>
              </li>
            ))}
          </ul>
        )}
        {rows.length === 0 ? (
          <p className={styles["sub"]}>Nothing matches. Take a filter away to see more.</p>
        ) : (
          <ol className={things["things"]} aria-busy={pending} data-pending={pending || undefined}>
            {rows.map((row) => (
              <li key={`${row.account.id}|${row.region}|${row.subjectType}|${row.subjectId}`}>
                <Thing thing={row} />
              </li>
            ))}
          </ol>
        )}
        <nav aria-label={`Pages of ${thing}s`} className={`${things["pager"]} no-print`}>
          <span>{plural(rows.length, thing)} on this page</span>
          {filter.cursor === null ? null : <Link href={`${addressOf({})}#things`}>First page</Link>}
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronRight size={15} aria-hidden />}
            disabled={nextCursor === null}
            onClick={() => onGo(`${addressOf({ cursor: nextCursor })}#things`)}
          >
            Next
          </Button>
        </nav>
      </Panel>
    </div>
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
    <form onSubmit={submit} className={`${things["search"]} no-print`}>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search ids"
        placeholder="A part of an id, then Enter"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        maxLength={512}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
