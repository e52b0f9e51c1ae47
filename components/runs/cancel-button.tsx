"use client";

import { Button } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cancelRun } from "#lib/api/query-options.ts";
import { useAsOf } from "../time/as-of.tsx";
import styles from "./run-actions.module.css";

export function CancelButton({ run, requested }: { run: string; requested: boolean }) {
  const isPast = useAsOf() !== null;
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelRun(run),
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (isPast) return null;
  return (
    <span className={styles["action"]}>
      {cancel.isError ? (
        <span role="alert" className={styles["error"]}>
          {cancel.error.message}
        </span>
      ) : null}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        loading={cancel.isPending}
        disabled={requested}
        onClick={() => cancel.mutate()}
      >
        {requested ? "Cancelling…" : "Cancel run"}
      </Button>
    </span>
  );
}
