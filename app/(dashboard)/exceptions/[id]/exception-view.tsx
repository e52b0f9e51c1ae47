"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useReturn } from "#app/use-return.ts";
import layout from "#components/controls/controls.module.css";
import { ExceptionFacts } from "#components/exceptions/exception-facts.tsx";
import { ExceptionFindings } from "#components/exceptions/exception-findings.tsx";
import { ExceptionHistory } from "#components/exceptions/exception-history.tsx";
import styles from "#components/exceptions/exceptions.module.css";
import { ConfirmButton } from "#components/form/confirm-button.tsx";
import { plural } from "#components/format.ts";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { exceptionOptions, revokeException } from "#lib/api/query-options.ts";

const POLL_MS = 1500;

export function ExceptionView({ id }: { id: string }) {
  const asOf = useAsOf();
  const queryClient = useQueryClient();
  const { data } = useQuery({
    ...exceptionOptions(id, asOf),
    refetchInterval: ({ state }) =>
      asOf === null && state.data?.exception.pending === true ? POLL_MS : false,
  });
  const refresh = useCallback(() => void queryClient.invalidateQueries(), [queryClient]);
  const pending = data?.exception.pending;
  useReturn(pending === undefined ? undefined : pending ? "down" : "up", refresh);
  if (data === undefined) return null;
  const { exception } = data;
  const over = exception.state === "over" || exception.state === "revoked";
  return (
    <>
      <PageHeader
        title={`Exception: ${exception.control.title}`}
        parent={{ href: "/exceptions", label: "Exceptions" }}
        freshness={data.freshness}
        actions={
          over || asOf !== null ? undefined : (
            <ConfirmButton
              label="Revoke"
              question={`Revoke it now? What it holds, ${plural(exception.findings, "finding")}, will be open again.`}
              confirm="Revoke"
              act={() => revokeException(id)}
            />
          )
        }
      />
      <ExceptionFacts exception={exception} countLimit={data.countLimit} />
      {asOf === null && exception.pending ? (
        <p role="status" className={styles["pending"]}>
          {over ? "It has ended" : "It is in force"}, and the findings in its scope are being judged again.
          That takes up to a minute, and longer while a run is under way.
        </p>
      ) : null}
      <div className={layout["layout"]}>
        <ExceptionFindings dto={data} />
        <div className={layout["stack"]}>
          <Panel title="Reason">
            <p className={styles["reason"]}>{exception.reason}</p>
          </Panel>
          <ExceptionHistory exception={exception} />
        </div>
      </div>
    </>
  );
}
