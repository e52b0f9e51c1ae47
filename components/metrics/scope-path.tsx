import type { MetricPageDto } from "#lib/api/dto/metrics.ts";
import { Link } from "../time/link.tsx";
import styles from "./metrics.module.css";
import { type AddressOf, listFilters } from "./use-metric-filter.ts";

/** Whose numbers these are, and the way to those of the scopes above. */
export function ScopePath({
  page: { scope, above },
  addressOf,
}: {
  page: Pick<MetricPageDto, "scope" | "above">;
  addressOf: AddressOf;
}) {
  return (
    <nav aria-label="Scope" className={styles["scope"]}>
      {above.map(({ kind, id, name }) => (
        <Link
          key={id}
          href={addressOf({ ...listFilters, account: null, unit: kind === "organization" ? null : id })}
        >
          {name}
        </Link>
      ))}
      <span aria-current="true">{scope.name}</span>
    </nav>
  );
}
