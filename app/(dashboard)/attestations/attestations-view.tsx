"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useReturn } from "#app/use-return.ts";
import styles from "#components/attestations/attestations.module.css";
import { AttestedControl } from "#components/attestations/attested-control.tsx";
import exceptionStyles from "#components/exceptions/exceptions.module.css";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { attestationsOptions } from "#lib/api/query-options.ts";

const POLL_MS = 1500;

export function AttestationsView() {
  const asOf = useAsOf();
  const queryClient = useQueryClient();
  const { data } = useQuery({
    ...attestationsOptions(asOf),
    refetchInterval: ({ state }) => (asOf === null && state.data?.pending === true ? POLL_MS : false),
  });
  const refresh = useCallback(() => void queryClient.invalidateQueries(), [queryClient]);
  const pending = data?.pending;
  useReturn(pending === undefined ? undefined : pending ? "down" : "up", refresh);
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  return (
    <>
      <PageHeader
        title="Attestations"
        description="what no API tells, and who has given their word for it"
        freshness={data.freshness}
      />
      {asOf === null && data.pending ? (
        <p role="status" className={exceptionStyles["pending"]}>
          What was recorded last is being applied: the control is judged again within a minute, later while a
          run is under way.
        </p>
      ) : null}
      <div className={styles["controls"]}>
        {data.controls.map((control) => (
          <AttestedControl key={control.id} control={control} />
        ))}
      </div>
    </>
  );
}
