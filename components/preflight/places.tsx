import type { PlacesDto } from "#lib/api/dto/preflight.ts";
import { formatCount } from "../format.ts";
import { Link } from "../time/link.tsx";
import styles from "./preflight.module.css";

const NAMED = 5;

/** Some accounts: the first few by name, the others by number. */
export function Places({ places: { count, everywhere, named } }: { places: PlacesDto }) {
  if (count === 0) return <span>the worker itself</span>;
  if (everywhere) return <span>all {formatCount(count)} accounts</span>;
  const shown = named.slice(0, NAMED);
  const rest = count - shown.length;
  return (
    <span className={styles["places"]}>
      {shown.map(({ id, name }) => (
        <Link key={id} href={`/accounts/${id}`} title={id}>
          {name}
        </Link>
      ))}
      {rest > 0 ? <span>and {formatCount(rest)} more</span> : null}
    </span>
  );
}
