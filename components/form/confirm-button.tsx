"use client";

import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import styles from "./form.module.css";

/** A button for what cannot be undone: asks once more in its own place. */
export function ConfirmButton({
  label,
  question,
  confirm,
  act,
}: {
  label: string;
  /** What will happen. */
  question: string;
  confirm: string;
  act: () => Promise<unknown>;
}) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const action = useMutation({
    mutationFn: act,
    onSuccess: () => setAsking(false),
    onSettled: () => queryClient.invalidateQueries(),
  });
  if (!asking)
    return (
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  return (
    <span className={styles["confirm"]}>
      <span role="status">{question}</span>
      {action.isError ? (
        <span role="alert" className={styles["error"]}>
          {action.error.message}
        </span>
      ) : null}
      <Button size="xs" color="red.9" autoFocus loading={action.isPending} onClick={() => action.mutate()}>
        {confirm}
      </Button>
      <Button size="xs" variant="default" disabled={action.isPending} onClick={() => setAsking(false)}>
        Keep it
      </Button>
    </span>
  );
}
