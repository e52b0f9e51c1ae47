"use client";

import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { FindingsDto } from "#lib/api/dto/findings.ts";
import { plural } from "../format.ts";
import styles from "./findings.module.css";
import type { ChangeFilter } from "./use-findings-filter.ts";

export function FindingsPager({
  page,
  onChange,
}: {
  page: Pick<FindingsDto, "findings" | "previousCursor" | "nextCursor">;
  onChange: ChangeFilter;
}) {
  const { previousCursor, nextCursor } = page;
  return (
    <nav aria-label="Pages of findings" className={`${styles["pager"]} no-print`}>
      <span>{plural(page.findings.length, "finding")} on this page</span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChevronLeft size={15} aria-hidden />}
        disabled={previousCursor === null}
        onClick={() => onChange({ cursor: previousCursor })}
      >
        Previous
      </Button>
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={15} aria-hidden />}
        disabled={nextCursor === null}
        onClick={() => onChange({ cursor: nextCursor })}
      >
        Next
      </Button>
    </nav>
  );
}
