"use client";

import { Button } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { startPreflight } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";
import styles from "./preflight.module.css";

/** Asks for a preflight; its progress and its report show on the page. */
export function PreflightButton({ active }: { active: boolean }) {
  const isPast = useAsOf() !== null;
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: () => startPreflight(),
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (isPast) return null;
  return (
    <span className={styles["action"]}>
      <Button
        size="xs"
        leftSection={<IconPlugConnected size={16} aria-hidden />}
        loading={start.isPending}
        disabled={active}
        onClick={() => start.mutate()}
      >
        {active ? "Checking…" : "Run preflight"}
      </Button>
      {start.isError ? (
        <span role="alert" className={styles["error"]}>
          {start.error.message}
        </span>
      ) : null}
    </span>
  );
}
