"use client";

import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { collectNow } from "#lib/api/query-options.ts";
import styles from "./run-actions.module.css";

/** Asks for a run; what comes of it shows in the freshness badge and on the runs page. */
export function CollectButton({ active, size = "xs" }: { active: boolean; size?: "xs" | "sm" }) {
  const queryClient = useQueryClient();
  const collect = useMutation({
    mutationFn: () => collectNow(),
    onSettled: () => queryClient.invalidateQueries(),
  });
  return (
    <span className={styles["action"]}>
      <Button
        size={size}
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={collect.isPending}
        disabled={active}
        onClick={() => collect.mutate()}
      >
        {active ? "Collecting…" : "Collect now"}
      </Button>
      {collect.isError ? (
        <span role="alert" className={styles["error"]}>
          {collect.error.message}
        </span>
      ) : null}
    </span>
  );
}
