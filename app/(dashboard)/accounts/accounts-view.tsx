"use client";

import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import styles from "#components/accounts/accounts.module.css";
import { AccountsTable, accountColumns } from "#components/accounts/accounts-table.tsx";
import { UnitTree } from "#components/accounts/unit-tree.tsx";
import { plural } from "#components/format.ts";
import { Panel } from "#components/posture/panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { NothingCollected } from "#components/shell/states.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { accountsOptions } from "#lib/api/query-options.ts";

const order = {
  sort: parseAsStringLiteral(accountColumns).withDefault("score"),
  desc: parseAsBoolean.withDefault(false),
};

export function AccountsView() {
  const asOf = useAsOf();
  const { data } = useQuery(accountsOptions(asOf));
  const [unit, setUnit] = useQueryState("unit", parseAsString);
  const [{ sort, desc }, setOrder] = useQueryStates(order);
  if (data === undefined) return null;
  if (data.freshness.lastRunAt === null) return <NothingCollected freshness={data.freshness} />;
  const chosen = data.units.find(({ id }) => id === unit);
  const accounts =
    unit === null
      ? data.accounts
      : data.accounts.filter(({ ouPath }) => ouPath.some(({ id }) => id === unit));
  return (
    <>
      <PageHeader
        title="Accounts"
        description={`${plural(accounts.length, "account")}${unit === null ? "" : ` in ${chosen?.name ?? unit}`}`}
        freshness={data.freshness}
        actions={
          unit === null ? undefined : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => void setUnit(null)}
            >
              Show all units
            </Button>
          )
        }
      />
      <div className={styles["split"]}>
        <Panel title="Organization" aside="active accounts, score">
          <UnitTree units={data.units} chosen={unit} onChoose={(id) => void setUnit(id)} />
        </Panel>
        <AccountsTable
          accounts={accounts}
          sorting={{ id: sort, desc }}
          onSort={({ id, desc: down }) => {
            const known = accountColumns.find((column) => column === id);
            if (known !== undefined) void setOrder({ sort: known, desc: down });
          }}
        />
      </div>
    </>
  );
}
