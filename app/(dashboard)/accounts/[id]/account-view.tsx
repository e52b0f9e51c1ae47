"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { AccountControls } from "#components/accounts/account-controls.tsx";
import { AccountFacts } from "#components/accounts/account-facts.tsx";
import { AccountScore } from "#components/accounts/account-score.tsx";
import styles from "#components/accounts/accounts.module.css";
import { CompareLink } from "#components/compare/compare-link.tsx";
import { formatCount, plural } from "#components/format.ts";
import { CauseList } from "#components/posture/cause-list.tsx";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { accountOptions } from "#lib/api/query-options.ts";

export function AccountView({ id }: { id: string }) {
  const asOf = useAsOf();
  const { data } = useQuery(accountOptions(id, asOf));
  if (data === undefined) return null;
  const { account, gaps, inventory } = data;
  const open = Object.values(account.openFindings).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader
        title={account.name}
        parent={{ href: "/accounts", label: "Accounts" }}
        freshness={data.freshness}
        actions={
          <>
            <CompareLink of={{ account: account.id }} />
            <Button
              size="xs"
              component={Link}
              href={`/findings?account=${account.id}`}
              leftSection={<IconAlertTriangle size={15} aria-hidden />}
            >
              {plural(open, "open finding")}
            </Button>
          </>
        }
      />
      <AccountFacts account={data} />
      <AccountScore account={data} />
      <div className={styles["bottom"]}>
        <AccountControls controls={data.controls} account={account.id} />
        <div className={styles["stack"]}>
          <Panel title="Not seen completely" aside={plural(gaps.length, "gap")}>
            {gaps.length === 0 ? (
              <p className={styles["sub"]} style={{ margin: 0 }}>
                Everything that is read was read completely within 24 h.
              </p>
            ) : (
              <CauseList causes={gaps} />
            )}
          </Panel>
          <Panel title="Inventory" aside={plural(inventory.length, "kind")}>
            <dl className={styles["inventory"]}>
              {inventory.map(({ kind, count }) => (
                <div key={kind} style={{ display: "contents" }}>
                  <dt className="truncate" title={kind}>
                    {kind}
                  </dt>
                  <dd>{formatCount(count)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        </div>
      </div>
    </>
  );
}
