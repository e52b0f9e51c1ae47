"use client";

import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FreshnessDto } from "#lib/api/dto/common.ts";
import { collectNow } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";
import styles from "./run-actions.module.css";

const labels = { none: "Collect now", collect: "Collecting…", judge: "Judging…" } as const;

/** Asks for a run; what comes of it shows in the freshness badge and on the runs page. */
export function CollectButton({
  freshness,
  size = "xs",
}: {
  freshness: Pick<FreshnessDto, "activePurpose">;
  size?: "xs" | "sm";
}) {
  const isPast = useAsOf() !== null;
  const queryClient = useQueryClient();
  const collect = useMutation({
    mutationFn: () => collectNow(),
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (isPast) return null;
  return (
    <span className={styles["action"]}>
      <Button
        size={size}
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={collect.isPending}
        disabled={freshness.activePurpose !== null}
        onClick={() => collect.mutate()}
      >
        {labels[freshness.activePurpose ?? "none"]}
      </Button>
      {collect.isError ? (
        <span role="alert" className={styles["error"]}>
          {collect.error.message}
        </span>
      ) : null}
    </span>
  );
}
