import type { ServiceUseDto } from "#lib/api/dto/metrics.ts";
import { formatDate, plural } from "../format.ts";
import { Panel } from "../posture/panel.tsx";
import { type Column, DataTable } from "../table/data-table.tsx";
import styles from "./metrics.module.css";

const columns: readonly Column<ServiceUseDto>[] = [
  { id: "service", header: "Service", cell: ({ namespace }) => <span className="mono">{namespace}</span> },
  {
    id: "last",
    header: "Last used",
    width: "7rem",
    cell: ({ lastOn }) => (lastOn === null ? "not seen" : formatDate(lastOn)),
  },
  {
    id: "actions",
    header: "Actions used",
    align: "end",
    width: "7rem",
    cell: ({ tracked, used }) => (tracked === null ? "not tracked" : `${used} of ${tracked}`),
  },
];

/** What the last-accessed report says of each service. */
export function ServicesPanel({ services }: { services: readonly ServiceUseDto[] }) {
  const used = services.filter(({ lastOn }) => lastOn !== null).length;
  return (
    <Panel
      title="Services"
      aside={`${used} used, ${plural(services.length - used, "unused", "unused")}`}
      className={styles["third"]}
    >
      <DataTable
        label="Services, last used first"
        columns={columns}
        rows={services}
        rowId={({ namespace }) => namespace}
        flush
        empty="No last-accessed report was read."
      />
    </Panel>
  );
}
