import type { ExposedNetworkDto } from "#lib/api/dto/metrics.ts";
import { formatCount } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { type AddressOf, listFilters } from "./use-metric-filter.ts";

/** The VPCs that hold what is exposed, the most exposed first. */
export function NetworksPanel({
  networks,
  addressOf,
}: {
  networks: readonly ExposedNetworkDto[];
  addressOf: AddressOf;
}) {
  const columns: readonly Column<ExposedNetworkDto>[] = [
    { id: "vpc", header: "VPC", cell: ({ vpcId }) => <span className="mono">{vpcId}</span> },
    {
      id: "account",
      header: "Account",
      needs: "medium",
      cell: ({ account }) => (
        <Link href={addressOf({ ...listFilters, unit: null, account: account.id })}>{account.name}</Link>
      ),
    },
    {
      id: "exposed",
      header: "Exposed",
      align: "end",
      width: "5.5rem",
      cell: ({ exposed }) => formatCount(exposed),
    },
    {
      id: "reachable",
      header: "Reachable",
      align: "end",
      width: "6rem",
      cell: ({ reachable }) => formatCount(reachable),
    },
  ];
  return (
    <Panel title="Exposed by VPC" aside="most exposed first" className={styles["half"]}>
      <DataTable
        label="VPCs"
        columns={columns}
        rows={networks}
        rowId={({ vpcId, account }) => `${account.id}|${vpcId}`}
        flush
      />
    </Panel>
  );
}
